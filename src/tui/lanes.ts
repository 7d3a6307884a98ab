import { groupedBy } from '../lib/grouped.ts';
import type { Incident, NearMiss, Report, WorkerLife } from '../model/report.ts';
import { type Micros, micros } from '../model/time.ts';
import type { Master } from '../model/timeline.ts';
import { momentOf } from './moment.ts';
import type { Span } from './span.ts';

/** A stretch in which a worker wrote nothing: up to its death, or in a stall that ended in time. */
interface Quiet extends Span {
  readonly what: 'silence' | 'stall';
}

/** One worker life on the timeline. */
export interface Lane extends Span {
  /** Its place in the list of lanes. */
  readonly index: number;
  readonly life: WorkerLife;
  /** Index in the list of masters; `undefined` where no log tells whose it was. */
  readonly master: number | undefined;
  /** False where the life began before the logs do. */
  readonly isBooted: boolean;
  /** When it was last heard of, where its end is not told. */
  readonly heardUntil: Micros;
  readonly incident: number | undefined;
  /** Index of the life whose place it took, and of the one that took its own. */
  readonly replaces: number | undefined;
  readonly replacedBy: number | undefined;
  readonly quiet: readonly Quiet[];
}

type Identity = Pick<WorkerLife, 'pid' | 'bootedAt' | 'diedAt'>;

/** A pid comes again with another boot; who has none is told apart by its end. */
const lifeKey = (host: string | null, { pid, bootedAt, diedAt }: Identity): string =>
  `${host ?? ''} ${String(pid)} ${(pid === null ? diedAt : bootedAt) ?? ''}`;

const pidKey = ({ host, pid }: Pick<WorkerLife, 'host' | 'pid'>): string => `${host ?? ''} ${String(pid)}`;

/** The lanes of all lives, in the report's order. */
export function lanesOf(
  { workers, incidents, nearMisses }: Report,
  range: Span,
  masters: readonly Master[],
): readonly Lane[] {
  const incidentOf = new Map(incidents.map(({ host, worker }, index) => [lifeKey(host, worker), index]));
  const successorOf = successors(workers);
  const predecessorOf = new Map([...successorOf].map(([one, other]) => [other, one]));
  const masterOf = new Map(
    masters.flatMap(({ boots }, master) => boots.map(({ pid, at }) => [`${String(pid)} ${String(at)}`, master])),
  );
  const tellsOwn = ({ pid, bootedAt }: WorkerLife) => masterOf.get(`${String(pid)} ${String(momentOf(bootedAt))}`);
  const byMaster = mastersByPlace(workers.map(tellsOwn), predecessorOf);
  const stalls = groupedBy(nearMisses, ({ worker }) => worker);
  return workers.map((life, index) => {
    const incident = incidentOf.get(lifeKey(life.host, life));
    const booted = momentOf(life.bootedAt);
    const span = spanOf(life, range);
    const quiet = [
      ...silenceOf(incident === undefined ? undefined : incidents[incident]),
      ...stallsIn(span, life.pid === null ? [] : stalls.get(life.pid)),
    ];
    return {
      ...{ index, life, incident, ...span, quiet },
      isBooted: booted !== undefined,
      master: byMaster[index],
      replaces: predecessorOf.get(index),
      replacedBy: successorOf.get(index),
    };
  });
}

/**
 * Who takes a place is of the same master as the one that had it: masters that write one log between each other boot side by side, and of
 * who booted before the log begins no line tells.
 */
function mastersByPlace(
  told: readonly (number | undefined)[],
  predecessorOf: ReadonlyMap<number, number>,
): readonly (number | undefined)[] {
  const masters = [...told];
  const pairs = [...predecessorOf].sort(([a], [b]) => a - b);
  for (const [next, before] of pairs.toReversed()) masters[before] ??= masters[next];
  for (const [next, before] of pairs) masters[next] = masters[before] ?? masters[next];
  return masters;
}

/** A life without an end reaches to the end of the logs. */
function spanOf(life: WorkerLife, range: Span): Span & Pick<Lane, 'heardUntil'> {
  const from = momentOf(life.bootedAt) ?? momentOf(life.firstSeenAt) ?? range.from;
  const died = momentOf(life.diedAt);
  const to = micros(Math.max(from, died ?? range.to));
  return { from, to, heardUntil: died === undefined ? micros(Math.max(from, momentOf(life.lastSeenAt) ?? from)) : to };
}

function silenceOf(incident: Incident | undefined): readonly Quiet[] {
  if (!incident) return [];
  const { blocked, worker, at } = incident;
  const from = momentOf(blocked?.from ?? worker.lastSignOfLifeAt);
  const to = momentOf(worker.diedAt ?? at);
  return from === undefined || to === undefined || from >= to ? [] : [{ from, to, what: 'silence' }];
}

function stallsIn(life: Span, stalls: readonly NearMiss[] = []): readonly Quiet[] {
  return stalls.flatMap(({ at, stallSeconds }) => {
    const from = momentOf(at);
    if (from === undefined || from < life.from || from > life.to) return [];
    return [{ from, to: micros(from + stallSeconds * 1_000_000), what: 'stall' as const }];
  });
}

/** A replacement's boot may be stamped in the second before the death. */
const SLACK_US = 2_000_000;

/** Index of the life that took the place of each: the first of that pid which began at its end or later. */
function successors(workers: readonly WorkerLife[]): ReadonlyMap<number, number> {
  const byPid = groupedBy([...workers.entries()], ([, life]) => pidKey(life));
  const found = new Map<number, number>();
  for (const [index, life] of workers.entries()) {
    const end = momentOf(life.diedAt);
    if (life.replacedBy === null || end === undefined) continue;
    const next = byPid.get(pidKey({ host: life.host, pid: life.replacedBy }))?.find(([other, { bootedAt }]) => {
      const from = momentOf(bootedAt);
      return other !== index && from !== undefined && from >= end - SLACK_US;
    });
    if (next) found.set(index, next[0]);
  }
  return found;
}
