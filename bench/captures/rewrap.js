// What collectors and clocks do to lines: envelopes by time of arrival, stamps of a host whose clock is off, a lower log level.
import { existsSync, readFileSync } from 'node:fs';
import { arrivalOf } from './watch.js';

/** A file's lines, each with its moment of arrival. */
export function linesOf(path, arrivals) {
  if (!existsSync(path) || !arrivals.has(path)) return [];
  let offset = 0;
  const lines = readFileSync(path, 'utf8').split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((text) => {
    const line = { text, at: arrivalOf(arrivals.get(path), offset) };
    offset += Buffer.byteLength(text) + 1;
    return line;
  });
}

const HEAD = /^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4}\] \[\d+\] \[(\w+)\]/;

/** gunicorn's log as it would be without `--log-level debug`: a record goes with all of its lines. */
export function withoutDebug(lines) {
  let hidden = false;
  return lines.filter(({ text }) => {
    const level = HEAD.exec(text)?.[1];
    if (level) hidden = level === 'DEBUG';
    else if (hidden && !/^(?:\s|$)/.test(text)) hidden = false;
    return !hidden;
  });
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (number) => String(number).padStart(2, '0');
const clock = (date) => `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
const day = (date, mark) =>
  `${date.getUTCFullYear()}${mark}${two(date.getUTCMonth() + 1)}${mark}${two(date.getUTCDate())}`;

/** The stamps of nginx's lines: `[30/Nov/2026:09:50:01`, `2026/11/30 09:50:01`, `"time":"2026-11-30T09:50:01`. */
const STAMPS = [
  {
    of: /\[(?<date>\d\d)\/(?<name>\w{3})\/(?<year>\d{4}):(?<time>\d\d:\d\d:\d\d)/,
    as: (at) => `[${two(at.getUTCDate())}/${MONTHS[at.getUTCMonth()]}/${at.getUTCFullYear()}:${clock(at)}`,
  },
  {
    of: /^(?<year>\d{4})\/(?<month>\d\d)\/(?<date>\d\d) (?<time>\d\d:\d\d:\d\d)/,
    as: (at) => `${day(at, '/')} ${clock(at)}`,
  },
  {
    of: /"time":"(?<year>\d{4})-(?<month>\d\d)-(?<date>\d\d)T(?<time>\d\d:\d\d:\d\d)/,
    as: (at) => `"time":"${day(at, '-')}T${clock(at)}`,
  },
];

/** A line of nginx as a clock that is off by so many seconds would have stamped it. */
export function moved(text, seconds) {
  for (const { of, as } of STAMPS) {
    const { year, month, name, date, time } = of.exec(text)?.groups ?? {};
    if (year === undefined) continue;
    const stamp = `${year}-${month ?? two(MONTHS.indexOf(name) + 1)}-${date}T${time}Z`;
    return text.replace(of, as(new Date(Date.parse(stamp) + seconds * 1000)));
  }
  return text;
}

const ENVELOPES = {
  docker: {
    name: 'web-json.log',
    wrap: ({ text, at }) => JSON.stringify({ log: text + '\n', stream: 'stderr', time: nanos(at) }),
  },
  cri: { name: 'web_0.log', wrap: ({ text, at }) => `${nanos(at)} stderr F ${text}` },
  compose: { name: 'compose.log', wrap: ({ text }) => `web-1  | ${text}` },
  kubectl: { name: 'pod.log', wrap: ({ text, at }) => `${nanos(at)} ${text}` },
};

const nanos = (at) => new Date(at).toISOString().replace('Z', '000000Z');

/** All of a server's output in one stream, as its collector kept it. */
export function inEnvelope(kind, files, { prefix }) {
  const { name, wrap } = ENVELOPES[kind];
  const lines = files.flatMap((file) => file.lines).map((line, nth) => ({ ...line, nth }));
  lines.sort((a, b) => a.at - b.at || a.nth - b.nth);
  return { name: `${prefix}${name}`, lines: lines.map((line) => ({ ...line, text: wrap(line) })) };
}
