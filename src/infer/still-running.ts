import type { Request } from '../model/request.ts';

/** A request may still run if so many of the finished ones took longer than it could be seen for. */
const SHARE = 0.01;

interface Seen {
  /** The last moment of which the source tells, in microseconds. */
  lastAt: number;
  readonly durationsUs: number[];
}

/**
 * Tells which open requests may simply run on where their log ends. Only those are asked whose log names no pid: of the others
 * it is known that their worker is gone.
 */
export function stillRunning(requests: readonly Request[]): (request: Request) => boolean {
  const bySource = new Map<number, Seen>();
  for (const request of requests) note(bySource, request);
  const long = new Map([...bySource].map(([source, seen]) => [source, longAmong(seen)]));
  return (request) => {
    const source = sourceOf(request);
    const seenForUs = (bySource.get(source)?.lastAt ?? 0) - (request.startedAt ?? 0);
    return isPlacedByOrder(request) && seenForUs < (long.get(source) ?? 0);
  };
}

/** The duration that no more than that share of the finished ones exceeded, in microseconds. */
function longAmong({ durationsUs }: Seen): number | undefined {
  return durationsUs.toSorted((a, b) => b - a)[Math.floor(durationsUs.length * SHARE)];
}

const isPlacedByOrder = ({ pid, startedAt, proxy }: Request): boolean =>
  pid === undefined && startedAt !== undefined && proxy === undefined;

const sourceOf = ({ evidence: [first] }: Request): number => first?.origin.source ?? 0;

function note(bySource: Map<number, Seen>, request: Request): void {
  const { pid, startedAt, endedAt } = request;
  if (pid !== undefined || startedAt === undefined) return;
  const source = sourceOf(request);
  const seen = bySource.get(source) ?? { lastAt: 0, durationsUs: [] };
  seen.lastAt = Math.max(seen.lastAt, endedAt ?? startedAt);
  if (endedAt !== undefined) seen.durationsUs.push(endedAt - startedAt);
  bySource.set(source, seen);
}
