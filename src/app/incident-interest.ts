import { type Head, NOT_STATED } from '../formats/format.ts';
import type { Clock } from '../model/clock.ts';
import type { ActivityRow } from '../model/findings.ts';
import { MICROS_PER_MINUTE } from '../model/time.ts';
import { instantOf } from '../model/clock.ts';
import type { Interest } from '../scan/block.ts';
import type { Window } from './incident-windows.ts';

/** So many of the last seconds in which a worker spoke before it was missed are kept. */
const LAST_SECONDS = 20;

/**
 * What a source's requests have to do with incidents: those of a worker that ended, near its end; later tries of what was lost;
 * and, where lines name no pid, all that lie in the windows.
 */
export function interestOf(windows: readonly Window[], clock: Clock, lostIds: ReadonlySet<string>): Interest {
  const byPid = new Map(windows.map(({ pid }) => [pid, windows.filter((window) => window.pid === pid)]));
  const instant = ({ wall, offsetMin }: Head): number =>
    wall - (offsetMin === NOT_STATED ? clock.offsetUs : offsetMin * MICROS_PER_MINUTE) - clock.skewUs;
  const isIn = (at: number): boolean => windows.some(({ from, to }) => at >= from && at <= to);
  return {
    hears: ({ pid }) => byPid.has(pid),
    keeps(head, bytes) {
      const { pid, durationUs, idFrom, idTo } = head;
      const endedAt = instant(head);
      if (pid === NOT_STATED) return isIn(endedAt);
      const own = byPid.get(pid);
      const startedAt = endedAt - (Number.isNaN(durationUs) ? 0 : durationUs);
      if (own?.some(({ ownFrom, ownTo }) => startedAt <= ownTo && endedAt >= ownFrom)) return true;
      return idTo > 0 && lostIds.size > 0 && lostIds.has(bytes.toString('utf8', idFrom, idTo)) && isIn(endedAt);
    },
  };
}

/** The signs of life that matter: the last before the worker was missed, and all from then on. */
export function telling(
  rows: readonly ActivityRow[],
  clock: Clock,
  windows: readonly Window[],
): readonly ActivityRow[] {
  const kept = windows.flatMap(({ pid, from, to, missedAt }) => {
    const own = rows.filter((row) => row.pid === pid);
    const near = own.filter(({ first, last }) => instantOf(last, clock) >= from && instantOf(first, clock) <= to);
    const before = near.filter(({ first }) => instantOf(first, clock) < missedAt);
    const since = near.filter(({ first }) => instantOf(first, clock) >= missedAt);
    return [...before.slice(-LAST_SECONDS), ...since];
  });
  return rows.filter((row) => kept.includes(row));
}
