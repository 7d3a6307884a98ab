import { pidOf, textOf as saidBy } from '../daemons.ts';
import type { Envelope, Inner } from '../envelope.ts';
import { type Fields, fieldsOf, firstText, textOf } from '../../lib/json-fields.ts';
import { shareOf } from '../sample-share.ts';
import { epochStamp } from '../stated-time.ts';

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
  return fields && text !== undefined ? innerOf(fields, text) : undefined;
};

/** The kernel's and systemd's lines are told from others by these words before them. */
const NAMED: Readonly<Record<string, string>> = { kernel: 'kernel: ', systemd: 'systemd[1]: ' };

const innerOf = (fields: Fields, text: string): Inner => {
  const tag = firstText(fields, ['SYSLOG_IDENTIFIER', '_COMM']) ?? '';
  const pid = firstText(fields, ['_PID', 'SYSLOG_PID']) ?? '';
  return {
    text: `${NAMED[tag] ?? ''}${saidBy(tag, text)}`,
    stamp: epochStamp(textOf(fields, '__REALTIME_TIMESTAMP') ?? ''),
    host: textOf(fields, '_HOSTNAME'),
    stream: `${textOf(fields, '_SYSTEMD_UNIT') ?? tag}[${pid}]`,
    pid: /^\d+$/.test(pid) ? pidOf(tag, Number(pid)) : undefined,
  };
};

/** `journalctl -o json`. */
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
  ],
  learn: (sample) => (shareOf(sample, peel) > 0 ? '' : undefined),
  open: () => peel,
};
