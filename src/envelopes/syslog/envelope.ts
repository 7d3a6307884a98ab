import { pidOf, textOf } from '../daemons.ts';
import type { Envelope, Inner, Peel } from '../envelope.ts';
import { shareOf } from '../sample-share.ts';
import { epochStamp, ISO_TIME, isoStamp, SYSLOG_TIME, syslogStamp } from '../stated-time.ts';
import { writesLines, writtenLines } from '../written-lines.ts';

/** A leap year, so that 29 Feb exists; taken where nothing tells the year. */
const NO_YEAR = 1972;

/**
 * Between date and time stands `T`; application logs, which stand no host after it, often have a blank. RFC 5424 allows six
 * decimals: nine are docker's, and `Puma version: 5` after them names no host.
 */
const ISO_WITH_T = ISO_TIME.replace('[T ]', 'T').replace(String.raw`\d{1,9}`, String.raw`\d{1,6}`);

const TIME = [
  SYSLOG_TIME,
  ISO_WITH_T,
  String.raw`[A-Z][a-z]{2} \d{4}-\d\d-\d\d \d\d:\d\d:\d\d [A-Z]{2,5}`,
  String.raw`\d{10}\.\d{6}`,
].join('|');

// Nov 23 08:53:20 host gunicorn[14144]: TEXT        2026-11-23T10:49:26+0100 web1 gunicorn[11530]: TEXT
// Mon 2026-11-23 08:53:20 UTC host web.service[1]: TEXT        1795424000.123456 host gunicorn[14144]: TEXT
// <134>Nov 23 09:29:26 host tag[7]: TEXT        Mar  3 12:10:01 ip-10-0-0-1 web: TEXT
const LINE = new RegExp(
  String.raw`^(?:<\d{1,3}>)?(${TIME}) ([\w.:-]*[\w.-]) ([A-Za-z0-9_()][\w.@/\\+()-]{0,63}?)(?:\[(\d{1,7})\])?: ?(.*)$`,
  's',
);

// Nov 23 08:53:20 gunicorn[14144]: TEXT        journalctl --no-hostname; who shares a log takes the name out, too
const WITHOUT_HOST = new RegExp(
  String.raw`^(${SYSLOG_TIME}) ()([A-Za-z_(][\w.@/\\+()-]{0,63}?)\[(\d{1,7})\]: ?(.*)$`,
  's',
);

// Mar 3 17:08:10 accounts-756c975868-m5cbk accounts CRITICAL …        Mar 3 17:08:10 web-1 gunicorn [2026-03-03 …        LogDNA, and daemons that are told so
const WITHOUT_COLON = new RegExp(
  String.raw`^(${SYSLOG_TIME}) ([\w.-]*[\d-][\w.-]*) ([a-z][\w-]{0,63})(?:\[(\d{1,7})\])? ((?:\[|\{|[A-Z]{4,8}\b).*)$`,
  's',
);

// [  100.000000] web1 gunicorn[14144]: TEXT        short-monotonic; what the kernel says itself has neither host nor process
const MONOTONIC = /^(\[ *\d+\.\d{6}\]) ([\w.-]+) ([A-Za-z_()][\w.@/\\+()-]{0,63}?)\[(\d{1,7})\]: ?(.*)$/s;

const SHAPES = [LINE, WITHOUT_HOST, WITHOUT_COLON, MONOTONIC];

/** The kernel's own lines are left as they are: their format knows these heads. */
const UNPEELED = 'kernel';
/** systemd's name stays before what it says: it speaks of others. */
const SYSTEMD = 'systemd';
/** `2026-11-23T09:45:29 INFO web: hello` names no host. */
const LEVEL = /^(?:TRACE|DEBU?G|INFO|NOTICE|WARN(?:ING)?|ERR(?:OR)?|CRIT(?:ICAL)?|FATAL|[DIWEC])$/i;

/** `2026-11-28T13:35:49.011+00:00 START RequestId: 404fdcae` names none either, nor a process. */
const CAPITALS = /^[A-Z]+$/;

/** `2026-11-30T17:48:39.123Z 2026-11-30 17:48:39 INFO hello`: a collector's time before the record's own. */
const DATE = /^\d{4}-\d\d-\d\d$/;

/** Its lines state no year: that of the last ones is known, and whether the log runs over New Year before them. */
interface Years {
  readonly last: number;
  readonly isOverNewYear: boolean;
  /** Processes that write down what others say. */
  readonly scribes?: ReadonlySet<number> | undefined;
}

const FROM_JULY = /^(?:Jul|Aug|Sep|Oct|Nov|Dec)/;

const stampOf = (time: string, { last, isOverNewYear }: Years): Inner['stamp'] => {
  const year = isOverNewYear && FROM_JULY.test(time) ? last - 1 : last;
  const named = /^[A-Z][a-z]{2} (\d{4}-.*) ([A-Z]{2,5})$/.exec(time);
  if (named) return isoStamp(`${named[1] ?? ''}${named[2] === 'UTC' || named[2] === 'GMT' ? 'Z' : ''}`);
  return syslogStamp(time, year) ?? isoStamp(time) ?? epochStamp(time);
};

/** rsyslog writes control characters as `#` and three octal digits: a whole traceback stands in one line. */
const unescaped = (text: string): string => text.replaceAll('#012', '\n').replaceAll('#011', '\t');

/** `2026-11-28T13:35:49Z web SystemExit: 1` is a traceback's last line behind somebody's prefix. */
const EXCEPTION = /^(?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Exit|Timeout|Interrupt|Exceeded)$/;

const isUnpeeled = (host: string, tag: string, pid: string | undefined): boolean =>
  tag === UNPEELED ||
  LEVEL.test(host) ||
  DATE.test(host) ||
  (pid === undefined && (CAPITALS.test(host) || EXCEPTION.test(tag)));

function spokenBy(tag: string, bracketed: string | undefined, { scribes }: Years): Pick<Inner, 'pid'> {
  const pid = bracketed === undefined ? undefined : pidOf(tag, Number(bracketed));
  return pid === undefined || scribes?.has(pid) === true ? {} : { pid };
}

const matched = (line: string): readonly string[] => {
  for (const shape of SHAPES) {
    const match = shape.exec(line);
    if (match) return match;
  }
  return [];
};

const peelOf =
  (years: Years): Peel =>
  (line) => {
    const [, time = '', host, tag = '', pid, text = ''] = matched(line);
    if (host === undefined || isUnpeeled(host, tag, pid)) return undefined;
    const stream = pid === undefined ? tag : `${tag}[${pid}]`;
    const said = { stamp: stampOf(time, years), ...(host === '' ? {} : { host }), stream };
    if (tag === SYSTEMD) return { ...said, text: `${stream}: ${text}` };
    return { ...said, text: textOf(tag, unescaped(text)), ...spokenBy(tag, pid, years) };
  };

const OVER_NEW_YEAR = ', over New Year';
const SCRIBES = ', for others ';
const OVER_LINES = ', over lines';

/** True if a line of January stands after one of December. */
function runsOverNewYear(lines: readonly string[]): boolean {
  const december = lines.findIndex((line) => /^(?:<\d{1,3}>)?Dec [ \d]\d /.test(line));
  return december >= 0 && lines.slice(december).some((line) => /^(?:<\d{1,3}>)?Jan [ \d]\d /.test(line));
}

/** How servers name the process that speaks, perhaps behind another wrapping: `[2026-…] [9] [INFO]`, `I, [2026-… #9]`, `[pid: 9|app: 0|`. */
const SPEAKER = /^.{0,80}?(?:\[?\d{4}-\d\d-\d\d [\d:]{8}[^\]]{0,7}\]? \[|[A-Z], \[\S+ #|\[pid: )(\d+)(?:\] \[|\] |\|)/;
const MOST_SCRIBES = 16;

/**
 * Processes in whose name others speak: docker's daemon with its syslog driver, a shell or logger with a server's output, and the first
 * of several that write to one stream (journald keeps the pid of the one that opened it).
 */
function scribesIn(lines: readonly string[]): readonly number[] {
  const peel = peelOf({ last: NO_YEAR, isOverNewYear: false });
  const scribes = lines.flatMap((line) => {
    const { pid, text = '' } = peel(line) ?? {};
    const [, said = ''] = SPEAKER.exec(text) ?? [];
    return pid !== undefined && said !== '' && Number(said) !== pid ? [pid] : [];
  });
  return [...new Set(scribes)].slice(0, MOST_SCRIBES);
}

/** Files of syslog daemons (RFC 3164, rsyslog's own) and what journalctl prints in its short forms. */
export const syslog: Envelope = {
  id: 'syslog',
  title: 'syslog, journalctl',
  docs: 'https://www.freedesktop.org/software/systemd/man/latest/journalctl.html',
  // A relay sets its own head before lines that already have one (RFC 3164, 4.3.3): journalctl's output sent on by logger, too.
  nests: true,
  samples: [
    {
      line: '2026-11-23T10:49:26+0100 web1 gunicorn[11532]: [2026-11-23 10:49:26 +0100] [11532] [INFO] Booting worker with pid: 11532',
      inner: {
        text: '[2026-11-23 10:49:26 +0100] [11532] [INFO] Booting worker with pid: 11532',
        host: 'web1',
        stream: 'gunicorn[11532]',
        pid: 11532,
      },
    },
    {
      line: 'Nov  3 08:53:20.123456 web1 gunicorn[14144]: INFO GET /feed',
      inner: { text: 'INFO GET /feed', host: 'web1', stream: 'gunicorn[14144]', pid: 14144 },
    },
    {
      line: '<11>Nov 23 09:33:29 host web: ValueError: no#012Traceback (most recent call last):#012  File "a.py", line 1, in f',
      inner: {
        text: 'ValueError: no\nTraceback (most recent call last):\n  File "a.py", line 1, in f',
        host: 'host',
        stream: 'web',
      },
    },
    {
      line: 'Nov 23 16:20:40 web1 sudo:   deploy : TTY=pts/1 ; PWD=/srv ; USER=root ; COMMAND=/usr/bin/kill -9 584',
      inner: {
        text: 'deploy : TTY=pts/1 ; PWD=/srv ; USER=root ; COMMAND=/usr/bin/kill -9 584',
        host: 'web1',
        stream: 'sudo',
      },
    },
    {
      line: 'Nov 23 08:53:20 web-756c975868-m5cbk web [7] [CRITICAL] WORKER TIMEOUT (pid:213)',
      inner: { text: '[7] [CRITICAL] WORKER TIMEOUT (pid:213)', host: 'web-756c975868-m5cbk', stream: 'web' },
    },
    {
      line: 'Mon 2026-11-23 08:53:20 UTC host web.service[1]: hello',
      inner: { text: 'hello', host: 'host', stream: 'web.service[1]', pid: 1 },
    },
    {
      line: '[  100.000000] web1 gunicorn[14144]: hello',
      inner: { text: 'hello', host: 'web1', stream: 'gunicorn[14144]', pid: 14144 },
    },
    {
      line: '1795424000.123456 host gunicorn[14144]: hello',
      inner: { text: 'hello', host: 'host', stream: 'gunicorn[14144]', pid: 14144 },
    },
  ],
  learn(sample) {
    const last = sample.year ?? NO_YEAR;
    const peel = peelOf({ last, isOverNewYear: false });
    if (shareOf(sample, peel) === 0) return undefined;
    const isOver = runsOverNewYear(sample.lines);
    const scribes = scribesIn(sample.lines);
    const told = scribes.length === 0 ? '' : `${SCRIBES}${scribes.join(' ')}`;
    const over = `${isOver ? OVER_NEW_YEAR : ''}${writesLines(sample.lines, peel) ? OVER_LINES : ''}`;
    return `year ${String(last)}${over}${told}`;
  },
  joins: (layout) =>
    layout.split(SCRIBES)[0]?.endsWith(OVER_LINES) === true
      ? writtenLines(peelOf({ last: NO_YEAR, isOverNewYear: false }))
      : undefined,
  open(layout) {
    const [years = '', scribes = ''] = layout.split(SCRIBES);
    return peelOf({
      last: Number.parseInt(years.slice('year '.length)),
      isOverNewYear: years.includes(OVER_NEW_YEAR),
      scribes: new Set(scribes.split(' ').filter(Boolean).map(Number)),
    });
  },
};
