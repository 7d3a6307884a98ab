import type { Envelope, Peel } from '../envelope.ts';
import { ISO_TIME, isoStamp } from '../stated-time.ts';

// TIMESTAMP                    SEVERITY  TEXT_PAYLOAD
const HEADER = /^TIMESTAMP\s+(?:SEVERITY\s+)?(?=(?:TEXT_?PAYLOAD|MESSAGE)\b)/;
const TIME = new RegExp(`^(${ISO_TIME})`);
const SEVERITY = /^\s*(?:[A-Z]+\s*)?$/;

/** `column` is where the payload begins; a cell of several lines goes on below, at the same place. */
const peelOf =
  (column: number): Peel =>
  (line) => {
    if (HEADER.test(line)) return { text: '' };
    const [, time] = TIME.exec(line) ?? [];
    const before = line.slice(time?.length ?? 0, column);
    if (!SEVERITY.test(before) || (time === undefined && !isBelowCell(line, column))) return undefined;
    const stamp = time === undefined ? undefined : isoStamp(time);
    return { text: line.slice(column).trimEnd(), ...(stamp ? { stamp } : {}) };
  };

const isBelowCell = (line: string, column: number): boolean =>
  line.length > column && line.slice(0, column).trim() === '';

/** The table of Google Cloud's command line: its columns are as wide as what stands in them, newest entry first. */
export const gcloudTable: Envelope = {
  id: 'gcloud-table',
  title: 'gcloud logging read --format=table',
  docs: 'https://cloud.google.com/sdk/gcloud/reference/logging/read',
  samples: [
    { line: 'TIMESTAMP                    SEVERITY  TEXT_PAYLOAD', inner: { text: '' } },
    {
      line: '2026-11-23T09:00:53.688111Z  ERROR     Traceback (most recent call last):',
      inner: {
        text: 'Traceback (most recent call last):',
        stamp: isoStamp('2026-11-23T09:00:53.688111Z'),
      },
    },
    {
      line: '                                         File "/srv/a.py", line 1, in f',
      inner: { text: '  File "/srv/a.py", line 1, in f' },
    },
    {
      line: '2026-11-23T09:00:53.688000Z            [2026-11-23 09:00:53 +0000] [3] [INFO] hello',
      inner: { text: '[2026-11-23 09:00:53 +0000] [3] [INFO] hello', stamp: isoStamp('2026-11-23T09:00:53.688000Z') },
    },
  ],
  learn: ({ lines }) => {
    const [header] = lines.flatMap((line) => HEADER.exec(line)?.[0] ?? []);
    return header === undefined ? undefined : String(header.length);
  },
  open: (layout) => peelOf(Number(layout)),
};
