import { type Fields, fieldsOf, firstText, textOf } from '../../lib/json-fields.ts';
import { pidOf, textOf as saidBy } from '../daemons.ts';
import type { Envelope, Inner, Peel } from '../envelope.ts';
import { shareOf } from '../sample-share.ts';
import { isoStamp, syslogStamp } from '../stated-time.ts';

/** A leap year, so that 29 Feb exists; taken where nothing tells the year. */
const NO_YEAR = 1972;

/** What says when, in the order of what it tells; `DATE` is that of RFC 3164. */
const TIMES = ['ISODATE', 'S_ISODATE', 'R_ISODATE', 'DATE'];

const numberIn = (text: string): number | undefined => (/^\d{1,7}$/.test(text) ? Number(text) : undefined);

const peelOf =
  (year: number): Peel =>
  (line) => {
    const fields = line.includes('"MESSAGE"') && line.includes('"PROGRAM"') ? fieldsOf(line) : undefined;
    const [tag, message] = fields ? [textOf(fields, 'PROGRAM'), textOf(fields, 'MESSAGE')] : [];
    return fields && tag !== undefined && message !== undefined ? innerOf(fields, { tag, message, year }) : undefined;
  };

interface Said {
  readonly tag: string;
  readonly message: string;
  readonly year: number;
}

function innerOf(fields: Fields, { tag, message, year }: Said): Inner {
  const time = firstText(fields, TIMES) ?? '';
  const pid = textOf(fields, 'PID') ?? '';
  return {
    text: saidBy(tag, message),
    stamp: isoStamp(time) ?? syslogStamp(time, year),
    host: textOf(fields, 'HOST'),
    stream: pid === '' ? tag : `${tag}[${pid}]`,
    pid: pidOf(tag, numberIn(pid)),
  };
}

/** syslog-ng's `$(format-json --scope rfc5424)`: its macros by their names, one object a line (3.38). */
export const syslogNgJson: Envelope = {
  id: 'syslog-ng-json',
  title: 'syslog-ng JSON',
  docs: 'https://syslog-ng.github.io/admin-guide/110_Template_and_rewrite/000_Customize_message_format/004_Macros_of_syslog-ng_OSE',
  samples: [
    {
      line: '{"PROGRAM":"shop","PRIORITY":"notice","PID":"3802","MESSAGE":"[2026-11-30 15:07:46 +0000] [3799] [CRITICAL] WORKER TIMEOUT (pid:4345)","HOST":"web1","FACILITY":"user","DATE":"Nov 30 15:07:46"}',
      inner: {
        text: '[2026-11-30 15:07:46 +0000] [3799] [CRITICAL] WORKER TIMEOUT (pid:4345)',
        host: 'web1',
        stream: 'shop[3802]',
        pid: 3802,
      },
    },
    {
      line: '{"PROGRAM":"gunicorn.shop.error","PRIORITY":"crit","MESSAGE":"[3798] WORKER TIMEOUT (pid:4347)","ISODATE":"2026-11-30T15:07:46+00:00","HOST":"web1","FACILITY":"user"}',
      inner: { text: '[3798] WORKER TIMEOUT (pid:4347)', host: 'web1', stream: 'gunicorn.shop.error' },
    },
  ],
  learn: (sample) => {
    const year = sample.year ?? NO_YEAR;
    return shareOf(sample, peelOf(year)) > 0 ? `year ${String(year)}` : undefined;
  },
  open: (layout) => peelOf(Number.parseInt(layout.slice('year '.length))),
};
