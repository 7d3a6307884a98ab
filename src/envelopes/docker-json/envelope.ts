import type { Envelope, Inner } from '../envelope.ts';
import { type Fields, fieldsOf, firstText, objectOf, textOf } from '../../lib/json-fields.ts';
import { shareOf } from '../sample-share.ts';
import { anyStamp } from '../stated-time.ts';

/** A line that the driver cut (at 16 KiB) lacks its line end; fluentd's driver says so in a field. */
const isPartial = (fields: Fields, text: string): boolean => {
  if (fields['partial_message'] === 'true') return fields['partial_last'] !== 'true';
  // Fluent Bit reads whole lines, and says what CRI said of them.
  const tag = firstText(fields, ['logtag', '_p']);
  if (tag !== undefined || 'kubernetes' in fields) return tag === 'P';
  return 'stream' in fields && !text.endsWith('\n');
};

/** `{"log":"TEXT\n","stream":"stderr","time":"2021-04-27T09:07:15.165954784Z"}` (Docker, daemon/logger/jsonfilelog), or Fluentd's and Fluent Bit's. */
const peel = (line: string): Inner | undefined => {
  if (!line.startsWith('{') || !line.includes('"log":')) return undefined;
  const fields = fieldsOf(line);
  return fields && (innerOf(fields) ?? (line.endsWith('}') ? undefined : cutShort(fields)));
};

/** Docker writes the text first: of a line that ends within it, nothing else is there. */
const cutShort = (fields: Fields): Inner | undefined => {
  const text = textOf(fields, 'log');
  return text === undefined ? undefined : { text, partial: false };
};

const innerOf = (fields: Fields): Inner | undefined => {
  const text = textOf(fields, 'log');
  const pod = objectOf(fields, 'kubernetes');
  const stream = firstText(fields, ['stream', 'source']) ?? textOf(pod, 'container_name');
  if (text === undefined || stream === undefined) return undefined;
  return {
    text: text.replace(/\r?\n$/, ''),
    stamp: anyStamp(firstText(fields, ['time', '@timestamp']) ?? ''),
    host: textOf(fields, 'container_name')?.replace(/^\//, '') ?? textOf(pod, 'pod_name'),
    stream,
    partial: isPartial(fields, text),
  };
};

/** What `docker logs` reads: one JSON object a line. */
export const dockerJson: Envelope = {
  id: 'docker-json',
  title: 'Docker json-file',
  docs: 'https://docs.docker.com/engine/logging/drivers/json-file/',
  samples: [
    {
      line: String.raw`{"log":"[2026-11-23 09:48:48 +0000] [7] [INFO] Booting worker with pid: 7\n","stream":"stderr","time":"2026-11-23T09:48:48.667243264Z"}`,
      inner: {
        text: '[2026-11-23 09:48:48 +0000] [7] [INFO] Booting worker with pid: 7',
        stream: 'stderr',
        partial: false,
      },
    },
    {
      line: '{"log":"[2026-11-23 09:48:48 +0000] [7] [INFO] Booting wor',
      inner: { text: '[2026-11-23 09:48:48 +0000] [7] [INFO] Booting wor', partial: false },
    },
    {
      line: '{"container_id":"fbd7","container_name":"/web","source":"stdout","log":"GET /","partial_message":"true","partial_id":"1","partial_ordinal":"1","partial_last":"false"}',
      inner: { text: 'GET /', host: 'web', stream: 'stdout', partial: true },
    },
    {
      line: '{"@timestamp":"2026-11-23T09:48:48.667Z","log":"GET /","kubernetes":{"pod_name":"web-0","container_name":"web"}}',
      inner: { text: 'GET /', host: 'web-0', stream: 'web', partial: false },
    },
    {
      line: '{"time":"2026-11-23T09:48:48.667Z","stream":"stderr","_p":"F","log":"GET /"}',
      inner: { text: 'GET /', stream: 'stderr', partial: false },
    },
  ],
  cutsLines: true,
  learn: (sample) => (shareOf(sample, peel) > 0 ? '' : undefined),
  open: () => peel,
};
