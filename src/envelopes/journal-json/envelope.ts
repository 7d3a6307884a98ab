import type { Envelope, Inner } from '../envelope.ts';
import { type Fields, fieldsOf, textOf } from '../../lib/json-fields.ts';
import { entryInner } from '../journal-entry.ts';
import { shareOf } from '../sample-share.ts';

/** A message with control characters or other bytes than UTF-8 is an array of its bytes (journalctl 252). */
const messageOf = (fields: Fields): string | undefined => {
  const message = fields['MESSAGE'];
  if (!Array.isArray(message)) return textOf(fields, 'MESSAGE');
  const bytes = message.filter((byte) => typeof byte === 'number');
  return new TextDecoder().decode(Uint8Array.from(bytes));
};

const peel = (line: string): Inner | undefined => {
  if (!line.includes('"__REALTIME_TIMESTAMP"')) return undefined;
  const fields = fieldsOf(line);
  const text = fields && messageOf(fields);
  return fields && text !== undefined ? entryInner(fields, text) : undefined;
};

/** `journalctl -o json-pretty` sets each field on a line of its own, behind a tab. */
const PRETTY = 'pretty';
const PRETTY_FIELD = /^\t"(?:MESSAGE|__REALTIME_TIMESTAMP)"\s?: /m;

/** `journalctl -o json`, and `json-pretty`. */
export const journalJson: Envelope = {
  id: 'journal-json',
  title: 'journalctl -o json',
  docs: 'https://systemd.io/JOURNAL_EXPORT_FORMATS/',
  samples: [
    {
      line: '{"MESSAGE":"[2026-11-23 08:53:20 +0000] [14144] [CRITICAL] WORKER TIMEOUT (pid:14150)","__REALTIME_TIMESTAMP":"1795424000123456","_PID":"14144","_HOSTNAME":"web1","SYSLOG_IDENTIFIER":"gunicorn","_SYSTEMD_UNIT":"web.service"}',
      inner: {
        text: '[2026-11-23 08:53:20 +0000] [14144] [CRITICAL] WORKER TIMEOUT (pid:14150)',
        host: 'web1',
        stream: 'web.service[14144]',
        pid: 14144,
      },
    },
    {
      line: '{"_PID":"1","MESSAGE":[104,105],"__REALTIME_TIMESTAMP":"1795424000123456","SYSLOG_IDENTIFIER":"web"}',
      inner: { text: 'hi', stream: 'web[1]', pid: 1 },
    },
    {
      line: '{\n\t"_PID" : "2",\n\t"MESSAGE" : "hello",\n\t"__REALTIME_TIMESTAMP" : "1795424000123456",\n\t"SYSLOG_IDENTIFIER" : "web"\n}',
      inner: { text: 'hello', stream: 'web[2]', pid: 2 },
    },
  ],
  learn: (sample) => {
    if (sample.lines.some((line) => PRETTY_FIELD.test(line))) return PRETTY;
    return shareOf(sample, peel) > 0 ? '' : undefined;
  },
  joins: (layout) =>
    layout === PRETTY ? (_line, next) => (next.startsWith('\t') || next === '}' ? '\n' : undefined) : undefined,
  open: () => peel,
};
