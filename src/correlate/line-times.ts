import { groupedBy } from '../lib/grouped.ts';
import type { RequestEvent } from '../model/event.ts';
import { comparable } from '../model/comparable.ts';
import type { CaseFacts } from '../model/facts.ts';
import type { SourceRow } from '../model/findings.ts';
import type { WallMicros } from '../model/time.ts';
import { PRECISION_US, wallMicros } from '../model/time.ts';

/** `other_vhosts_access.log` is Apache's on Debian. All write a line when a request has ended; Apache's `%t` is when it was received (mod_log_config, "Custom Log Formats"). */
const STATES_STARTS = /(?:apache2?|httpd|other_vhosts|varnish(?:ncsa)?)(?:[^a-z]|$)/i;

/** Lines of several writers, or of clocks set by moments, stand a little out of order anyway. */
const SLACK_US = 1_500_000;
/** No request lasts longer; a clock that was set back does. */
const LONGEST_US = 900_000_000;
/** So many lines out of order show that it is no accident. */
const FEWEST = 2;
/** Of logs that were joined, one behind the other, whole stretches are out of order. */
const MOST = 0.5;

/** What the time in a line of a source is. */
export interface LineTimes {
  /** Ids of the sources whose lines state when a request came, though they are written when it ends. */
  readonly starts: ReadonlySet<number>;
  /** Those of them of which the order of their lines shows it, and not their name, unless they are `ownOfServers`. */
  readonly shown: ReadonlySet<number>;
  /** Those of them that a server of Python's writes itself. */
  readonly ownOfServers: ReadonlySet<number>;
  /** Between the latest time that stood in a line before this one of such a source, where that is later than its own, and that of the next. */
  readonly writtenAt: ReadonlyMap<RequestEvent, WallMicros>;
}

/**
 * Apache's `%t`, Varnish' and the one of HAProxy's CLF are those of the request's start: where lines are written as requests end, those
 * of long requests stand behind others that came later, and about the time of these is their end. What a log is called, or whose error
 * log stands beside it, tells the same of one without such lines, unless the durations in it say that its times are in order as ends only (`%{end}t`).
 */
export function lineTimes({ sources, requests, spans }: Pick<CaseFacts, 'sources' | 'requests' | 'spans'>): LineTimes {
  const lines = [...requests, ...spans.flatMap(({ start, end }) => (start ? [] : (end ?? [])))];
  const bySource = groupedBy(
    lines.filter(({ edge, stamp }) => edge === 'whole' && stamp !== undefined),
    ({ origin }) => origin.source,
  );
  const [starts, shown, ownOfServers] = [new Set<number>(), new Set<number>(), new Set<number>()];
  const writtenAt = new Map<RequestEvent, WallMicros>();
  const isBesideApache = besideApache(sources);
  for (const source of sources) {
    const { id, path } = source;
    const inOrder = (bySource.get(id) ?? []).toSorted((a, b) => a.origin.byteOffset - b.origin.byteOffset);
    if (showsStarts(inOrder, writtenLater(inOrder, SLACK_US)))
      (inOrder.every(isAiohttps) ? ownOfServers : shown).add(id);
    else if (!(STATES_STARTS.test(path) || isBesideApache(source)) || showsEnds(inOrder)) continue;
    starts.add(id);
    for (const [line, wall] of writtenLater(inOrder, 0)) writtenAt.set(line, wall);
  }
  return { starts, shown, ownOfServers, writtenAt };
}

const APACHES = 'apache-error';
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** An access log stands beside the error log of whoever writes it. */
function besideApache(sources: readonly SourceRow[]): (source: SourceRow) => boolean {
  const isApaches = ({ layouts }: SourceRow): boolean => layouts.some(({ format }) => format === APACHES);
  const folders = new Set(sources.filter(isApaches).map(({ path }) => folderOf(path)));
  return ({ path }) => folders.has(folderOf(path));
}

/**
 * aiohttp's own access log, with no columns for the user, states when a request came (web_log.py, `_format_t`, 3.0 to 3.14):
 * `127.0.0.1 [30/Nov/2026:18:51:15 +0000] "GET /nap HTTP/1.1" 200 …`
 */
const isAiohttps = ({ text }: RequestEvent): boolean =>
  /^\S+ \[\d\d\/[A-Z][a-z]{2}\/\d{4}:[\d:]{8} [+-]\d{4}\] "/.test(text);

/** Where more time passed until the next line, the middle says no more than the one before. */
const NEXT_WITHIN_US = 10_000_000;

/** The lines behind others of a time later by more than that, each with when it was written about, as its own clock would have shown it. */
function writtenLater(lines: readonly RequestEvent[], slackUs: number): ReadonlyMap<RequestEvent, WallMicros> {
  const late = new Map<RequestEvent, WallMicros>();
  let latest = Number.NEGATIVE_INFINITY;
  let waiting: { readonly line: RequestEvent; readonly at: number; readonly wall: number }[] = [];
  for (const line of lines) {
    if (!line.stamp) continue;
    const at = comparable(line.stamp);
    const behindUs = latest - at;
    if (behindUs > slackUs && behindUs < LONGEST_US) {
      late.set(line, wallMicros(line.stamp.wall + behindUs));
      waiting.push({ line, at: latest, wall: line.stamp.wall + behindUs });
    }
    if (at < latest) continue;
    // Both are cut off.
    const halfUs = PRECISION_US[line.stamp.precision] / 2;
    for (const { line: before, at: from, wall } of waiting)
      if (at - from <= NEXT_WITHIN_US) late.set(before, wallMicros(wall + (at - from) / 2 + halfUs));
    waiting = [];
    latest = at;
  }
  return late;
}

/** Lines out of order are few, and where they tell how long they took, that leads to where they stand. */
function showsStarts(lines: readonly RequestEvent[], late: ReadonlyMap<RequestEvent, WallMicros>): boolean {
  if (late.size < FEWEST || late.size > MOST * lines.length) return false;
  const told = [...late].filter(([{ facts }]) => facts.durationUs !== undefined);
  const fitting = told.filter(([{ stamp, facts }, wall]) => {
    const endUs = (stamp?.wall ?? 0) + (facts.durationUs ?? 0);
    return Math.abs(endUs - wall) <= SLACK_US + AHEAD_US;
  });
  return fitting.length >= MOST * told.length;
}

/** The line before may be older than this one by as long as nobody asked for anything. */
const AHEAD_US = 2_000_000;

/** Requests of some seconds that stand in order by their times, and would not if these were their starts. */
function showsEnds(lines: readonly RequestEvent[]): boolean {
  const long = [...lines.entries()].filter(([, { facts }]) => (facts.durationUs ?? 0) > SLACK_US);
  const asEnds = long.filter(([place, line]) => {
    const next = lines[place + 1]?.stamp;
    return line.stamp && next && comparable(line.stamp) + (line.facts.durationUs ?? 0) - comparable(next) > SLACK_US;
  });
  return long.length > 0 && asEnds.length > MOST * long.length && writtenLater(lines, SLACK_US).size === 0;
}
