import type { Envelope, Inner, Peel } from '../envelope.ts';
import { shareOf } from '../sample-share.ts';
import { MICROS_PER_MINUTE } from '../../model/time.ts';
import { ISO_TIME, isoStamp, syslogStamp } from '../stated-time.ts';

type Make = (parts: readonly string[], year: number) => Inner;

/** Shapes that hosting platforms set before each line, most telling first. */
const SHAPES: readonly (readonly [shape: RegExp, make: Make])[] = [
  // Heroku: 2021-05-04T12:34:56.789012+00:00 app[web.1]: TEXT        heroku[router]: at=error code=H12 …
  // Whoever quotes it within a list indents it.
  [
    /^ {0,12}(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)) (app|heroku)\[([\w.-]+)\]: ?(.*)$/s,
    ([, time = '', app = '', host, text = '']) => ({ text, stamp: isoStamp(time), host, stream: app }),
  ],
  // Cloud Foundry: 2021-03-03T12:10:01.12+0100 [APP/PROC/WEB/0] ERR TEXT        [App/0]      OUT TEXT
  [
    /^ *(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)) \[([A-Za-z]+(?:\/[\w-]+)*)\] +(ERR|OUT) ?(.*)$/s,
    ([, time = '', host, stream, text = '']) => ({ text, stamp: isoStamp(time), host, stream }),
  ],
  // fly.io: 2023-01-05T10:11:12Z app[1857de1b] ams [info] TEXT
  [
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z?) \w+\[([\w-]+)\] [a-z]{3} \[\w+\] ?(.*)$/s,
    ([, time = '', host, text = '']) => ({ text, stamp: isoStamp(time.endsWith('Z') ? time : `${time}Z`), host }),
  ],
  // App Engine: 2021-03-03 12:10:01 default[20210303t121001]  TEXT
  [
    /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?(?: [A-Z]{2,4})?) ([\w-]+\[\d{8}t\d{6}\]) {1,2}(.*)$/s,
    ([, time = '', host, text = '']) => ({ text, stamp: isoStamp(time.replace(/ [A-Z]+$/, '')), host }),
  ],
  // Render: Mar 3 12:10:01 PM  TEXT        Mar 03 12:10:01 PM [x2x4z] TEXT
  [
    /^([A-Z][a-z]{2}) (\d{1,2}) (\d{1,2}:\d\d:\d\d(?:\.\d+)?) ([AP]M) +(?:\[([a-z0-9]{5})\] +)?(.*)$/s,
    ([, month = '', day = '', clock = '', half = '', host, text = ''], year) => ({
      text,
      stamp: syslogStamp(`${month} ${day.padStart(2)} ${clock.padStart(8, '0')} ${half}`, year),
      host,
    }),
  ],
  // Papertrail: Mar 03 12:10:01 shop app/web.1: TEXT        Mar 03 12:10:01 shop app/web.1 TEXT
  [
    /^([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)?) ([\w.-]+) ((?:app|heroku)\/[\w.-]+):? (.*)$/s,
    ([, time = '', , host, text = ''], year) => ({ text, stamp: syslogStamp(time, year), host }),
  ],
];

/** A console shows the reader's own time, without its zone. */
interface Console {
  readonly year: number;
  readonly offsetMin: number | undefined;
}

const peelOf =
  ({ year, offsetMin }: Console): Peel =>
  (line) => {
    for (const [shape, make] of SHAPES) {
      const parts = shape.exec(line);
      const inner = parts && make(parts, year);
      if (inner)
        return { ...inner, stamp: inner.stamp && { ...inner.stamp, offsetMin: inner.stamp.offsetMin ?? offsetMin } };
    }
    return undefined;
  };

const DAY_MIN = 24 * 60;
const QUARTER_MIN = 15;
/** A platform reads a line within moments of its being written. */
const READ_WITHIN_MIN = 2;
const INNER_TIME = new RegExp(`^\\[?(${ISO_TIME})`);

/** By how many minutes the console's time of day is ahead of UTC, as a line tells that states its own time and zone. */
function offsetIn(line: string, peel: Peel): readonly number[] {
  const { text = '', stamp } = peel(line) ?? {};
  const own = isoStamp(INNER_TIME.exec(text)?.[1] ?? '');
  if (!stamp || stamp.offsetMin !== undefined || own?.offsetMin === undefined) return [];
  const ahead = (stamp.wall - own.wall) / MICROS_PER_MINUTE + own.offsetMin;
  const inDay = ((((ahead + DAY_MIN / 2) % DAY_MIN) + DAY_MIN) % DAY_MIN) - DAY_MIN / 2;
  const offset = Math.round(inDay / QUARTER_MIN) * QUARTER_MIN;
  return Math.abs(inDay - offset) <= READ_WITHIN_MIN ? [offset] : [Number.NaN];
}

/** The zone of the console on which all lines agree that tell it. */
function zoneIn(lines: readonly string[], peel: Peel): number | undefined {
  const [offset, ...others] = new Set(lines.flatMap((line) => offsetIn(line, peel)));
  return others.length > 0 || Number.isNaN(offset) ? undefined : offset;
}

/** A leap year, taken where nothing tells the year. */
const NO_YEAR = 1972;

/** Hosting platforms: Heroku, Cloud Foundry, fly.io, App Engine, Render, Papertrail. */
export const platform: Envelope = {
  id: 'platform',
  title: 'Heroku, Render, Cloud Foundry, fly.io, App Engine',
  docs: 'https://devcenter.heroku.com/articles/logging#log-format',
  samples: [
    {
      line: '2021-05-04T12:34:56.789012+00:00 app[web.1]: [2021-05-04 12:34:56 +0000] [4] [CRITICAL] WORKER TIMEOUT (pid:9)',
      inner: {
        text: '[2021-05-04 12:34:56 +0000] [4] [CRITICAL] WORKER TIMEOUT (pid:9)',
        host: 'web.1',
        stream: 'app',
      },
    },
    {
      line: '2021-03-03T12:10:01.12+0100 [APP/PROC/WEB/0] ERR Traceback (most recent call last):',
      inner: { text: 'Traceback (most recent call last):', host: 'APP/PROC/WEB/0', stream: 'ERR' },
    },
    {
      line: '2023-01-05T10:11:12Z app[1857de1b] ams [info] [2023-01-05 10:11:12 +0000] [523] [INFO] Listening at: http://0.0.0.0:8080 (523)',
      inner: {
        text: '[2023-01-05 10:11:12 +0000] [523] [INFO] Listening at: http://0.0.0.0:8080 (523)',
        host: '1857de1b',
      },
    },
    {
      line: '2021-03-03 12:10:01 default[20210303t121001]  [2021-03-03 12:10:01 +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:19)',
      inner: {
        text: '[2021-03-03 12:10:01 +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:19)',
        host: 'default[20210303t121001]',
      },
    },
    {
      line: 'Mar 3 12:10:01 PM  [2021-03-03 17:10:01 +0000] [53] [CRITICAL] WORKER TIMEOUT (pid:64)',
      inner: { text: '[2021-03-03 17:10:01 +0000] [53] [CRITICAL] WORKER TIMEOUT (pid:64)' },
    },
    { line: 'Mar 03 12:10:01 shop app/web.1:  hello', inner: { text: ' hello', host: 'app/web.1' } },
  ],
  learn(sample) {
    const year = sample.year ?? NO_YEAR;
    const peel = peelOf({ year, offsetMin: undefined });
    if (shareOf(sample, peel) === 0) return undefined;
    const zone = zoneIn(sample.lines, peel);
    return `year ${String(year)}${zone === undefined ? '' : ` zone ${String(zone)}`}`;
  },
  open(layout) {
    const [, year = '', zone] = /^year (\d+)(?: zone (-?\d+))?$/.exec(layout) ?? [];
    return peelOf({ year: Number(year), offsetMin: zone === undefined ? undefined : Number(zone) });
  },
};
