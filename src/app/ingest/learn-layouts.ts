import { statSync } from 'node:fs';
import type { AskedWindow } from '../../model/asked-window.ts';
import type { Layout } from '../../model/layout.ts';
import type { Sample } from '../../scan/learn-written.ts';
import { sampleLines } from '../../sources/sample-lines.ts';
import type { Source } from '../../sources/source.ts';
import { dayAt } from './day-at.ts';
import { sampleFor } from '../sample.ts';
import type { Spoken } from './spoken.ts';

/** A source whose way of writing is asked for. */
export interface Unread {
  readonly source: Source;
  /** The rotated set that it is part of, oldest first; itself among them. */
  readonly set: readonly Source[];
  /** Access-log format strings that the user or a configuration file states. */
  readonly accessFormats: readonly string[];
  /** Formats that the user declares. */
  readonly declared: readonly Layout[];
  /** What is asked for of the logs; `undefined`: all. */
  readonly window: AskedWindow | undefined;
  /** Sources around whose lines, as a sample of each has shown, nothing is wrapped. */
  readonly bare: ReadonlySet<Source>;
}

/** By what the writing of a source is learnt: a sample of it, and what supervisors have said so far, as the pids of the workers. */
export async function sampled(
  { workerPids, days, accessFormats: spokenFormats }: Spoken,
  { source, set, accessFormats, declared, window, bare }: Unread,
): Promise<Sample> {
  const stated = [...accessFormats, ...spokenFormats];
  const lines = await sampleOf(source, { set, window });
  const statedYear = yearIn(lines);
  const written = writtenOn(source);
  const [day] = days.size === 1 ? days : [];
  const ownDay = statedYear === undefined ? written && dayAt(written) : onlyDayIn(lines);
  return {
    ...{ lines, workerPids, stated, declared, statedYear, day },
    // a sample of a rotated set is of other lines as well
    isBare: set.length === 1 && bare.has(source),
    ...{ year: statedYear ?? written?.getUTCFullYear(), writtenOn: days.size > 0 ? undefined : ownDay },
  };
}

/** The year that most dates in these lines state. */
function yearIn(lines: readonly string[]): number | undefined {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const year = /\b(20\d\d)[-/]\d\d[-/]\d\d|\/(20\d\d):\d\d:|\d\d:\d\d:\d\d (20\d\d)\b/
      .exec(line)
      ?.slice(1)
      .find(Boolean);
    if (year !== undefined) counts.set(year, (counts.get(year) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most && Number(most[0]);
}

/** The only day that any of these lines states, YYYYMMDD: a report's date, or that of the records between. */
function onlyDayIn(lines: readonly string[]): number | undefined {
  const days = new Set(lines.flatMap((line) => [...line.matchAll(/\b20\d\d[-/]\d\d[-/]\d\d\b/g)].map(([day]) => day)));
  const [day] = days;
  return days.size === 1 && day !== undefined ? Number(day.replaceAll(/\D/g, '')) : undefined;
}

/** When a file was last written to: when its last lines were, unless it was copied since. */
const writtenOn = ({ path, bytes }: Source): Date | undefined =>
  bytes === undefined ? undefined : statSync(path, { throwIfNoEntry: false })?.mtime;

/** A piece of a rotated set may be too short to show how it is written: its neighbours are looked at too. */
async function sampleOf(source: Source, { set, window }: Pick<Unread, 'set' | 'window'>): Promise<readonly string[]> {
  const extent = sampleFor(window);
  const at = set.indexOf(source);
  const lines: string[] = [];
  for (const neighbour of set.slice(Math.max(0, at - 1), at + 3)) lines.push(...(await sampleLines(neighbour, extent)));
  return lines.slice(0, extent.maxLines);
}
