import { type Clock, clocksBySource, instantOf } from '../../model/clock.ts';
import type { ActivityRow } from '../../model/findings.ts';
import { groupedBy } from '../../lib/grouped.ts';
import { SHORTEST_STALL_US } from '../../model/stall.ts';
import { type Micros, micros } from '../../model/time.ts';
import type { Pause, Served } from '../../model/worker.ts';
import type { Draft, Heard } from './draft.ts';
import type { Gathered } from './book.ts';

/** One-second stamps are cut off, and a worker's first line may be written before the boot line is. */
const SLACK_US = 2_000_000;

/**
 * Lets the drafts know when their pids spoke, and adds lives for pids that speak in applications' logs although no
 * supervisor mentions them (a log that begins late, or hides its boot lines).
 */
export function hearWorkers(
  gathered: readonly Gathered[],
  activity: readonly ActivityRow[],
  clocks: readonly Clock[],
): readonly Draft[] {
  const unheardOf = new Map<string, Draft>();
  const drafts = gathered.flatMap((one) => one.drafts);
  const knownAs = livesByPid(drafts);
  const clockOf = clocksBySource(clocks);
  for (const row of activity) {
    const clock = clockOf.get(row.source);
    const { pid } = row;
    if (!clock || pid === undefined) continue;
    const spoke = { from: instantOf(row.first, clock), to: instantOf(row.last, clock), ...servedIn(row) };
    const known = knownAs(pid).filter(({ host }) => isOfHost(host, row));
    const lives = known.filter((draft) => isWithin(draft, spoke));
    if (known.length === 0 && !isMaster(gathered, row)) {
      const key = `${row.host ?? ''} ${String(pid)}`;
      const draft = unheardOf.get(key) ?? silentDraft(pid, row.host ?? onlyHost(gathered));
      unheardOf.set(key, draft);
      lives.push(draft);
    }
    for (const draft of lives) hear(draft, spoke, row.source);
  }
  return [...drafts, ...unheardOf.values()];
}

function livesByPid(drafts: readonly Draft[]): (pid: number) => readonly Draft[] {
  const byPid = groupedBy(drafts, ({ pid }) => pid);
  return (pid) => byPid.get(pid) ?? [];
}

/** A log that names no host may be any host's. */
const isOfHost = (host: string | undefined, row: ActivityRow): boolean => row.host === undefined || host === row.host;

const isMaster = (gathered: readonly Gathered[], row: ActivityRow): boolean =>
  gathered.some(({ host, masters }) => isOfHost(host, row) && row.pid !== undefined && masters.has(row.pid));

/** Where supervisors speak of one host alone, who states none is of that host. */
const onlyHost = (gathered: readonly Gathered[]): string | undefined =>
  gathered.every(({ host }) => host === gathered[0]?.host) ? gathered[0]?.host : undefined;

const silentDraft = (pid: number, host: string | undefined): Draft => ({
  ...{ pid, host, boot: undefined, told: [] },
  ...{ firstSeenAt: undefined, lastSeenAt: undefined, signsOfLife: [], heard: [] },
});

interface Spoke extends Served {
  readonly from: Micros;
  readonly to: Micros;
}

const isWithin = ({ boot, lost }: Draft, { from, to }: Spoke): boolean =>
  (boot === undefined || to >= boot.at - SLACK_US) && (lost === undefined || from <= lost.at + SLACK_US);

/** A row may span two lives of a pid; each takes what lies within its own. */
function hear(draft: Draft, { from, to, begun, ended }: Spoke, source: number): void {
  const earliest = Math.max(from, draft.boot?.at ?? from);
  const latest = Math.min(to, draft.lost?.at ?? to);
  draft.firstSeenAt = micros(Math.min(draft.firstSeenAt ?? earliest, earliest));
  draft.lastSeenAt = micros(Math.max(draft.lastSeenAt ?? latest, latest));
  draft.signsOfLife.push(micros(earliest), micros(latest));
  draft.heard.push({ source, from: micros(earliest), to: micros(latest), begun, ended });
}

export const servedIn = ({ started, finished }: ActivityRow): Served => ({ begun: started, ended: finished });

export const servedOver = (heard: readonly Served[]): Served => ({
  begun: heard.reduce((sum, { begun }) => sum + begun, 0),
  ended: heard.reduce((sum, { ended }) => sum + ended, 0),
});

/** The pauses in which none of the stretches lie, source by source, in order of time. */
export const pausesIn = (heard: readonly Heard[]): readonly Pause[] =>
  [...groupedBy(heard, ({ source }) => source).values()].flatMap(pausesOfSource).sort((a, b) => a.from - b.from);

function pausesOfSource(heard: readonly Heard[]): readonly Pause[] {
  const pauses: Pause[] = [];
  let until = Number.POSITIVE_INFINITY;
  for (const { from, to } of [...heard].sort((a, b) => a.from - b.from)) {
    if (from - until >= SHORTEST_STALL_US) pauses.push({ from: micros(until), to: from });
    until = until === Number.POSITIVE_INFINITY ? to : Math.max(until, to);
  }
  return pauses;
}
