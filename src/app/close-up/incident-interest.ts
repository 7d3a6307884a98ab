import { type Head, NOT_STATED } from '../../formats/format.ts';
import { newHead, setStamp } from '../../formats/head.ts';
import type { Window } from '../../infer/incident-windows.ts';
import { groupedBy } from '../../lib/grouped.ts';
import { type Clock, instantOf } from '../../model/clock.ts';
import type { RequestEvent } from '../../model/event.ts';
import type { ActivityRow, WholeRequest } from '../../model/findings.ts';
import { MICROS_PER_MINUTE, MICROS_PER_SECOND } from '../../model/time.ts';
import type { Interest } from '../../scan/block.ts';
import { lastedUs } from '../../scan/carried-starts.ts';

/** A clock that is off by less is not set right. */
export const SLACK_US = 2 * MICROS_PER_SECOND;
/** So many of the last seconds in which a worker spoke before it was missed are kept. */
const LAST_SECONDS = 20;

export type LostIds = ReadonlyMap<number | undefined, ReadonlySet<string>>;

/** Ids of requests of which others may tell. */
export interface Ids {
  /** Of those that ended with their worker, by its pid: they may be tried again once it was missed. */
  readonly lostIds: LostIds;
  /** Of those that a proxy gave up on: the server may have gone on with them. */
  readonly givenUpIds: ReadonlySet<string>;
}

/** What is asked of a source's requests. */
export interface Sought extends Ids {
  /** How long before the moments that matter requests are kept that name no worker, in microseconds; Infinity: all are. */
  readonly unnamedUs: number;
}

/**
 * What a source's records have to do with incidents: those of a worker that ended or stood still, near that; what others tell of
 * those that seem lost with it (later tries, or that they went on elsewhere when the proxy had given them up); and, where lines name no pid, all that were
 * under way near the end of a worker, or shortly before: each of them may have been in it.
 */
export function interestOf(
  windows: readonly Window[],
  clock: Clock,
  { lostIds, givenUpIds, unnamedUs }: Sought,
): Interest {
  const byPid = groupedBy(windows, ({ pid }) => pid);
  const instant = ({ wall, offsetMin }: Head): number =>
    wall - (offsetMin === NOT_STATED ? clock.offsetUs : offsetMin * MICROS_PER_MINUTE) - clock.skewUs;
  const isNear = (head: Head): boolean => {
    const own = byPid.get(head.pid);
    if (!own) return false;
    const at = instant(head);
    return own.some(({ from, to }) => at >= from && at <= to);
  };
  const isIn = (at: number): boolean => windows.some(({ from, to }) => at >= from && at <= to);
  const losing = windows.filter(({ pid }) => lostIds.has(pid));
  const isSince = (at: number, { missedAt, to }: Window): boolean => at >= missedAt - SLACK_US && at <= to;
  const mayTellOfLost = (at: number): boolean =>
    losing.some((window) => isSince(at, window)) || (givenUpIds.size > 0 && isIn(at));
  const isLost = (id: string, at: number): boolean =>
    givenUpIds.has(id) || losing.some((window) => isSince(at, window) && lostIds.get(window.pid)?.has(id) === true);
  const isAllKept = unnamedUs === Infinity;
  const isBeside = (startedAt: number, endedAt: number, { from, to, ownTo, unnamedFrom }: Window): boolean =>
    endedAt >= Math.max(from, unnamedFrom - unnamedUs) && startedAt <= (isAllKept ? to : ownTo);
  return {
    concerns: (head) => head.pid === NOT_STATED || isNear(head) || mayTellOfLost(instant(head)),
    hears: isNear,
    keeps(head, bytes) {
      const { pid, durationUs, idFrom, idTo } = head;
      const endedAt = instant(head);
      const startedAt = endedAt - (Number.isNaN(durationUs) ? 0 : durationUs);
      const own = byPid.get(pid);
      if (pid === NOT_STATED && windows.some((window) => isBeside(startedAt, endedAt, window))) return true;
      if (own?.some(({ ownFrom, ownTo }) => startedAt <= ownTo && endedAt >= ownFrom)) return true;
      return idTo > 0 && mayTellOfLost(endedAt) && isLost(bytes.toString('utf8', idFrom, idTo), endedAt);
    },
  };
}

/** Whether a request of two blocks is one that a close-up would have kept, had it lain in one. */
export function crossesNear({ windows, clock, ...sought }: NearWindows): (request: WholeRequest) => boolean {
  const interest = interestOf(windows, clock, sought);
  return ({ start, end }) => {
    const head = headOf(end);
    head.durationUs = lastedUs(start, end);
    const id = Buffer.from(end.facts.id ?? '');
    head.idTo = id.length;
    return interest.concerns(headOf(start)) && interest.concerns(head) && interest.keeps(head, id);
  };
}

interface NearWindows extends Sought {
  readonly windows: readonly Window[];
  readonly clock: Clock;
}

function headOf({ stamp, pid = NOT_STATED }: RequestEvent): Head {
  const head = newHead();
  if (stamp) setStamp(head, stamp);
  head.pid = pid;
  return head;
}

/** The signs of life that matter: the last before the worker was missed, and all from then on. */
export function telling(
  rows: readonly ActivityRow[],
  clock: Clock,
  windows: readonly Window[],
): readonly ActivityRow[] {
  const kept = new Set<ActivityRow>();
  const byPid = groupedBy(rows, ({ pid }) => pid);
  for (const { pid, from, to, missedAt } of windows) {
    const near = (byPid.get(pid) ?? []).filter(
      ({ first, last }) => instantOf(last, clock) >= from && instantOf(first, clock) <= to,
    );
    const since = near.filter(({ first }) => instantOf(first, clock) >= missedAt);
    const before = near.filter(({ first }) => instantOf(first, clock) < missedAt).slice(-LAST_SECONDS);
    for (const row of [...before, ...since]) kept.add(row);
  }
  return rows.filter((row) => kept.has(row));
}
