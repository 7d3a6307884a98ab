import type { Envelope, Inner } from '../envelope.ts';
import { entryInner } from '../journal-entry.ts';

/** An entry's first field: a cursor, or when it was received where somebody left that out. */
const FIRST = /^__(?:CURSOR|REALTIME_TIMESTAMP)=/;
const RECEIVED = /^__REALTIME_TIMESTAMP=\d{10,19}$/m;

// _PID=812            MESSAGE\n<64-bit length>line 1\nline 2            before a field stands a line end
const FIELD = /(?:^|\n)(_{0,2}[A-Z][A-Z0-9_]{0,63})(?:=|\n)/g;

/** The fields of one entry, each up to where the next begins. */
function fieldsIn(entry: string): Readonly<Record<string, string>> {
  const heads = [...entry.trimEnd().matchAll(FIELD)];
  return Object.fromEntries(
    heads.map((head, at) => {
      const value = entry.trimEnd().slice(head.index + head[0].length, heads[at + 1]?.index);
      return [head[1] ?? '', head[0].endsWith('=') ? value : withoutLength(value)];
    }),
  );
}

const LENGTH_BYTES = 4;

/** A value of several lines stands behind its length, of which the reading of text has left out the NULs. */
function withoutLength(value: string): string {
  for (let count = 1; count <= LENGTH_BYTES; count++) {
    const rest = value.slice(count);
    if (nonZeroBytes(Buffer.byteLength(rest)) === count) return rest;
  }
  return value;
}

const nonZeroBytes = (length: number): number =>
  Array.from({ length: LENGTH_BYTES }, (_, at) => (length >> (8 * at)) & 0xff).filter((byte) => byte !== 0).length;

const peel = (entry: string): Inner | undefined => {
  if (!RECEIVED.test(entry)) return undefined;
  const fields = fieldsIn(entry);
  const { MESSAGE: text } = fields;
  return text === undefined ? undefined : entryInner(fields, text);
};

/** `journalctl -o export`: entries of one field a line, with a blank line between them. */
export const journalExport: Envelope = {
  id: 'journal-export',
  title: 'journalctl -o export',
  docs: 'https://systemd.io/JOURNAL_EXPORT_FORMATS/#journal-export-format',
  samples: [
    {
      line: '__CURSOR=s=4f1;i=1f2\n__REALTIME_TIMESTAMP=1795424000123456\n_PID=14144\n_HOSTNAME=web1\n_SYSTEMD_UNIT=web.service\nSYSLOG_IDENTIFIER=gunicorn\nMESSAGE=[2026-11-23 08:53:20 +0000] [14144] [CRITICAL] WORKER TIMEOUT (pid:14150)',
      inner: {
        text: '[2026-11-23 08:53:20 +0000] [14144] [CRITICAL] WORKER TIMEOUT (pid:14150)',
        host: 'web1',
        stream: 'web.service[14144]',
        pid: 14144,
      },
    },
    {
      line: '__CURSOR=s=4f1;i=1f3\n__REALTIME_TIMESTAMP=1795424000123999\nMESSAGE\n\u0011no\n\nValueError: 1\n_PID=1\nSYSLOG_IDENTIFIER=web\n',
      inner: { text: 'no\n\nValueError: 1', stream: 'web[1]', pid: 1 },
    },
  ],
  learn: ({ lines }) => (lines.some((line) => RECEIVED.test(line)) ? '' : undefined),
  // A message may hold blank lines of its own: only what comes below one tells that another entry begins.
  joins: () => (line, next) => (line === '' && FIRST.test(next) ? undefined : '\n'),
  open: () => peel,
};
