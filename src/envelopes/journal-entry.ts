import { type Fields, firstText, textOf } from '../lib/json-fields.ts';
import { pidOf, textOf as saidBy } from './daemons.ts';
import type { Inner } from './envelope.ts';
import { epochStamp } from './stated-time.ts';

/** The kernel's and systemd's lines are told from others by these words before them. */
const NAMED: Readonly<Record<string, string>> = { kernel: 'kernel: ', systemd: 'systemd[1]: ' };

/** What an entry of the journal holds, by its fields (systemd.journal-fields(7)) and its message. */
export const entryInner = (fields: Fields, text: string): Inner => {
  const tag = firstText(fields, ['SYSLOG_IDENTIFIER', '_COMM']) ?? '';
  const pid = firstText(fields, ['_PID', 'SYSLOG_PID']) ?? '';
  return {
    text: `${NAMED[tag] ?? ''}${saidBy(tag, text)}`,
    stamp: epochStamp(firstText(fields, ['__REALTIME_TIMESTAMP', '_SOURCE_REALTIME_TIMESTAMP']) ?? ''),
    host: textOf(fields, '_HOSTNAME'),
    stream: `${textOf(fields, '_SYSTEMD_UNIT') ?? tag}[${pid}]`,
    pid: /^\d+$/.test(pid) ? pidOf(tag, Number(pid)) : undefined,
  };
};
