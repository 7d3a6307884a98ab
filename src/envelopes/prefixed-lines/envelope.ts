import { groupedBy } from '../../lib/grouped.ts';
import type { Envelope, Inner, Peel } from '../envelope.ts';
import { shareOf } from '../sample-share.ts';
import { ISO_TIME, isoStamp } from '../stated-time.ts';

/** How servers begin their own lines (gunicorn, Celery, uWSGI, unicorn): what stands before that is somebody else's. */
const HEAD = new RegExp(
  [
    String.raw`\[?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:[.,]\d+)?(?: [+-]\d{4})?(?:\]? \[\d+\] \[[A-Z]{4,8}\] |: [A-Z]{4,8}\/\w+\] )`,
    String.raw`[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4} - `,
    String.raw`[A-Z], \[\d{4}-\d\d-\d\dT[\d:.]+ #\d+\] `,
  ].join('|'),
);
/** What has no head of its own, or one that is read at the margin alone: a prefix that is left on it would hide it. */
const HIDDEN = new RegExp(
  [
    String.raw`^(?:Traceback \(most recent call last\):| *File "[^"]*", line \d`,
    String.raw`DAMN ! worker |Respawned uWSGI worker |[A-Z], \[\d{4}-)`,
  ].join('|'),
);

/** Nearly every line has it, or the prefix is a record's. */
const MOST = 0.9;
const FEWEST = 3;
/** More are no names of pods or services. */
const MOST_PREFIXES = 16;
const LONGEST = 160;

/** A time that others read too, multilog's TAI64N, and numbers that count or tell a time in a way of their own. */
const VARYING = new RegExp(String.raw`${ISO_TIME}|@4[0-9a-f]{23}|(?<![A-Za-z0-9])\d+(?![A-Za-z0-9])`, 'g');
const READ_TIME = new RegExp(ISO_TIME);
const LEVEL = /\b(?:TRACE|DEBU?G|INFO|NOTICE|WARN(?:ING)?|ERR(?:OR)?|CRIT(?:ICAL)?|FATAL|stdout|stderr)\b/gi;
const MONTH = /\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b/g;

interface Prefix {
  readonly pattern: string;
  /** The words in it, where they differ: of a pod, a service. */
  readonly host: string | undefined;
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

const kindOf = (varying: string): string => {
  if (varying.startsWith('@')) return '@4[0-9a-f]{23}';
  // numbers are set in columns: ` 9`, `10`
  return /^\d+$/.test(varying) ? String.raw`\d+` : `(?:${ISO_TIME})`;
};

function patternOf(prefix: string): string {
  let pattern = '';
  let from = 0;
  for (const { 0: varying, index } of prefix.matchAll(VARYING)) {
    pattern += `${literal(prefix.slice(from, index))}${kindOf(varying)}`;
    from = index + varying.length;
  }
  return `${pattern}${literal(prefix.slice(from))}`.replace(/^ +(?=\\d\+)/, ' *');
}

const nameOf = (prefix: string): string =>
  prefix
    .replace(VARYING, '')
    .replace(LEVEL, '')
    .replace(MONTH, '')
    .replace(/^\W+|\W+$/g, '');

function prefixesIn(lines: readonly string[]): readonly Prefix[] {
  const before = lines.flatMap((line) => {
    const at = HEAD.exec(line)?.index ?? 0;
    return at > 0 && at <= LONGEST && /[^\s{"]/.test(line.slice(0, at)) ? [line.slice(0, at)] : [];
  });
  return named([...before, ...alikeAmong(lines, before)]);
}

function named(prefixes: readonly string[]): readonly Prefix[] {
  const names = new Map(prefixes.map((prefix) => [patternOf(prefix), nameOf(prefix)]));
  const isOne = new Set(names.values()).size < 2;
  return [...names].map(([pattern, name]) => ({ pattern, host: isOne || name === '' ? undefined : name }));
}

/** Somebody who says so much is no word of a text. */
const FEWEST_SAID = 2;

/** Prefixes of others in the same stream, whose own heads nobody knows: of the same shape, with another name in it. */
function alikeAmong(lines: readonly string[], known: readonly string[]): readonly string[] {
  const shapes = [...new Set(known.flatMap((prefix) => shapeOf(prefix) ?? []))].map((shape) => new RegExp(`^${shape}`));
  const own = named(known).map(({ pattern }) => new RegExp(`^${pattern}`));
  const others = lines.flatMap((line) => {
    if (own.some((pattern) => pattern.test(line))) return [];
    return shapes.flatMap((shape) => shape.exec(line)?.[0] ?? []).slice(0, 1);
  });
  const said = groupedBy(others, patternOf);
  return others.filter((prefix) => (said.get(patternOf(prefix)) ?? []).length >= FEWEST_SAID);
}

const PIECE = new RegExp(String.raw`${ISO_TIME}|@4[0-9a-f]{23}|[A-Za-z][\w.-]*|\d+| +|.`, 'gsu');

/** Names, numbers and times as any, the rest as it stands; none where no mark sets the name off from what is said. */
function shapeOf(prefix: string): string | undefined {
  if (!/[^\w\s.-]/.test(prefix)) return undefined;
  // The blanks at the end are the prefix's: more of them indent what is said.
  return (prefix.match(PIECE) ?? [])
    .map((piece, at, { length }) => (at < length - 1 ? anyLike(piece) : literal(piece)))
    .join('');
}

const anyLike = (piece: string): string => {
  if (/^[A-Za-z]/.test(piece)) return String.raw`[A-Za-z][\w.-]*`;
  if (/^ +$/.test(piece)) return ' +';
  return /^[@\d]\w/.test(piece) || /^\d$/.test(piece) ? kindOf(piece) : literal(piece);
};

const peelOf = (prefixes: readonly Prefix[]): Peel => {
  const readers = prefixes.map(({ pattern, host }) => ({
    host,
    whole: new RegExp(`^${pattern}`),
    // A blank line may have lost its last blanks.
    alone: new RegExp(`^${pattern.trimEnd()}$`),
  }));
  return (line): Inner | undefined => {
    for (const { whole, alone, host } of readers) {
      const [prefix] = whole.exec(line) ?? alone.exec(line) ?? [];
      if (prefix === undefined) continue;
      const stamp = isoStamp(READ_TIME.exec(prefix)?.[0] ?? '');
      return { text: line.slice(prefix.length), ...(stamp && { stamp }), ...(host !== undefined && { host }) };
    }
    return undefined;
  };
};

/** True if nearly all lines have one of the prefixes, but for a text around them, and some would be hidden by it. */
function isPrefixed(lines: readonly string[], peel: Peel): boolean {
  const isOurs = (line: string): boolean => peel(line) !== undefined;
  const within = lines.slice(lines.findIndex(isOurs), lines.findLastIndex(isOurs) + 1);
  const isHidden = within.some((line) => HIDDEN.test(peel(line)?.text ?? ''));
  return isHidden && within.length >= FEWEST && shareOf({ lines: within }, peel) >= MOST;
}

const parsed = (layout: string): readonly Prefix[] => {
  const prefixes: unknown = JSON.parse(layout);
  return Array.isArray(prefixes)
    ? prefixes.map((told: unknown[]) => ({
        pattern: String(told[0]),
        host: typeof told[1] === 'string' ? told[1] : undefined,
      }))
    : [];
};

/** Whatever else stands before every line of a log, in one shape: known by what stands before the heads of the server's own lines. */
export const prefixedLines: Envelope = {
  id: 'prefixed-lines',
  title: 'any other prefix of one shape before every line (viewers, panels, multilog, search results)',
  docs: 'https://cr.yp.to/daemontools/multilog.html',
  samples: [
    {
      line: [
        'shop-7d9f6c5b8-k2x9q › web   File "/srv/shop/report.py", line 41, in build',
        'shop-7d9f6c5b8-k2x9q › web SystemExit: 1',
        'shop-7d9f6c5b8-k2x9q › web [2026-11-23 09:48:49 +0000] [9] [INFO] Worker exiting (pid: 9)',
      ].join('\n'),
      inner: {
        text: [
          '  File "/srv/shop/report.py", line 41, in build',
          'SystemExit: 1',
          '[2026-11-23 09:48:49 +0000] [9] [INFO] Worker exiting (pid: 9)',
        ].join('\n'),
      },
    },
  ],
  learn: ({ lines: told }) => {
    const lines = told.flatMap((line) => line.split('\n'));
    const prefixes = prefixesIn(lines);
    if (prefixes.length === 0 || prefixes.length > MOST_PREFIXES || !isPrefixed(lines, peelOf(prefixes)))
      return undefined;
    return JSON.stringify(prefixes.map(({ pattern, host }) => [pattern, host]));
  },
  open: (layout) => {
    const peel = peelOf(parsed(layout));
    return (whole) => {
      if (!whole.includes('\n')) return peel(whole);
      const text = whole
        .split('\n')
        .map((line) => peel(line)?.text ?? line)
        .join('\n');
      return text === whole ? undefined : { text };
    };
  },
};
