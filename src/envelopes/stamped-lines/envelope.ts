import type { Envelope, Inner, Peel, WrappedSample } from '../envelope.ts';
import { shareOf } from '../sample-share.ts';
import { ISO_TIME, isoStamp, SYSLOG_TIME, syslogStamp } from '../stated-time.ts';

/** A leap year, taken where nothing tells the year. */
const NO_YEAR = 1972;

/** Nearly every line is stamped, from the first on to the last: a log of which some messages hold times is not. */
const MOST = 0.9;
/** So many lines that are stamped twice are no chance where other text stands around them. */
const FEWEST = 3;

const TIME = `(?:${ISO_TIME}|${SYSLOG_TIME})`;
/** Cells of a table that hold nothing, as a web page's table is copied. */
const CELLS = '(?:[ \\t]{0,40}[|│]){0,8}[ \\t]{0,40}';
const LEADING = new RegExp(`^(?:${CELLS}(?<=[|│][ \\t]{0,40}))?(\\[?${TIME}\\]?)`, 'u');

/** What has a head of its own, or never has one: what stands before it on its line is somebody else's. */
const INNER = new RegExp(
  [
    String.raw`Traceback \(most recent call last\):`,
    String.raw`(?: {2})?File "[^"]*", line \d+,? in `,
    String.raw`\[?\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d`,
    String.raw`[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4} - `,
  ].join('|'),
);
/** A server's head that lost its time; right behind a time it is whole. */
const CUT_HEAD = /\[\d+\] \[[A-Z]+\] /;

/** Names between the stamp and the line, and what separates them. */
const NAMES = /^(?:[ \t]+(?:\[[^[\]\s]+\]|[\w./@-]+:?)){0,3}(?: [|│])?[ \t]$/u;
/** Columns of a logger's own head. */
const OWN_COLUMN = /\[?\b(?:TRACE|DEBU?G|INFO|NOTICE|WARN(?:ING)?|ERR(?:OR)?|CRIT(?:ICAL)?|FATAL)\b|\[?\b\d+\]?[ \t]/i;

/** A zone by its name belongs to the time: `2026-11-23 09:48:48 PST [7] [INFO]`. */
const ZONE = /^[ \t][A-Z]{3,4}[ \t]$/;

const literal = (text: string): string =>
  text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replace(/[0-9a-f]*\d[0-9a-f]*/g, '[0-9a-f]+');

/** The pattern of what stands before the inner line, as a source of a regular expression; `undefined` where nothing does. */
function patternIn(line: string): string | undefined {
  const [leading = '', stamp] = LEADING.exec(line) ?? [];
  if (stamp === undefined) return undefined;
  const rest = line.slice(leading.length);
  const names = rest.slice(0, innerAt(rest));
  if (!NAMES.test(names) || OWN_COLUMN.test(names) || ZONE.test(names)) return undefined;
  const [open, close] = [stamp.startsWith('[') ? String.raw`\[` : '', stamp.endsWith(']') ? String.raw`\]` : ''];
  const cells = leading === stamp ? '' : CELLS;
  return `^${cells}${open}(${TIME})${close}${literal(names)}`;
}

/** Where in what follows a stamp the inner line begins; 0 where it holds none. */
function innerAt(rest: string): number {
  const cut = CUT_HEAD.exec(rest)?.index ?? 0;
  return INNER.exec(rest)?.index ?? (rest.slice(0, cut).trim() === '' ? 0 : cut);
}

const peelOf =
  (pattern: string, year: number): Peel =>
  (line): Inner | undefined => {
    const found = new RegExp(pattern).exec(line);
    // A blank line may have lost its last blank.
    const [whole, time = ''] = found ?? new RegExp(`${pattern.trimEnd()}$`).exec(line) ?? [];
    if (whole === undefined) return undefined;
    return { text: line.slice(whole.length), stamp: isoStamp(time) ?? syslogStamp(time, year) };
  };

function learn(sample: WrappedSample): string | undefined {
  const patterns = new Set(sample.lines.flatMap((line) => patternIn(line) ?? []));
  const year = sample.year ?? NO_YEAR;
  const found = [...patterns].find((pattern) => isStamped(sample, peelOf(pattern, year)));
  return found === undefined ? undefined : `${String(year)} ${found}`;
}

/** True if nearly all lines are stamped so, but for a text around them, which may hold another log. */
function isStamped({ lines }: WrappedSample, peel: Peel): boolean {
  if (shareOf({ lines }, peel) >= MOST) return true;
  const isOurs = (line: string): boolean => peel(line) !== undefined;
  const [first, last] = [lines.findIndex(isOurs), lines.findLastIndex(isOurs)];
  const within = lines.slice(first, last + 1);
  // A log of which some messages hold times goes on before or after these.
  const goesOn = [lines[first - 1], lines[last + 1]].some((line) => line !== undefined && LEADING.test(line));
  return within.length >= FEWEST && shareOf({ lines: within }, peel) >= MOST && !goesOn;
}

/** A stamp, and perhaps names, that a collector's console or export sets before each line, whatever the line is. */
export const stampedLines: Envelope = {
  id: 'stamped-lines',
  title: 'lines stamped by a console or an export (Grafana, Datadog, Aptible, Mezmo)',
  docs: 'https://grafana.com/docs/grafana/latest/explore/logs-integration/',
  samples: [
    {
      line: '[2026-11-23 16:20:00.942315] [c2] [2026-11-23 08:20:00,941: ERROR/MainProcess] missed heartbeat',
      inner: { text: '[2026-11-23 08:20:00,941: ERROR/MainProcess] missed heartbeat' },
    },
    {
      line: '[2026-11-23 16:20:00.954094] [c2]   File "/srv/pool.py", line 1224, in mark',
      inner: { text: '  File "/srv/pool.py", line 1224, in mark' },
    },
    { line: '[2026-11-23 16:20:00.954136] [c2] worker.Lost: no', inner: { text: 'worker.Lost: no' } },
  ],
  learn,
  open(layout) {
    const [year = '', ...pattern] = layout.split(' ');
    return peelOf(pattern.join(' '), Number(year));
  },
};
