import { isBeside } from '../model/beside.ts';
import type { Stall } from '../model/conclusion.ts';
import type { NearMiss } from '../model/report.ts';
import { evidenceOf, type Writing, written } from './place.ts';

/** So many of the held requests are shown with their records: the last to start, as one of them held the others. */
const SHOWN = 5;

export function assembleNearMiss(stall: Stall, all: readonly Stall[], writing: Writing): NearMiss {
  const { worker, server, sign, from, to, held } = stall;
  return {
    at: written(from, writing),
    host: worker.host ?? null,
    worker: worker.pid,
    sign,
    stallSeconds: Math.round((to - from) / 100_000) / 10,
    timeoutSeconds: server.timeoutSeconds,
    timeoutFrom: server.timeoutFrom,
    stalled: sign === 'one-alone' ? 0 : held.length,
    lastBegun: stall.lastBegun ?? null,
    together: sign === 'one-alone' ? [] : beside(stall, all),
    evidence: held.slice(-SHOWN).flatMap(({ evidence }) => evidence.map((event) => evidenceOf(event, writing))),
  };
}

/** Workers of the same host that stood still for most of the same time. */
function beside({ worker, from, to }: Stall, all: readonly Stall[]): readonly number[] {
  const pids = all.flatMap((other) => {
    const sharedUs = Math.min(to, other.to) - Math.max(from, other.from);
    const isTogether = sharedUs * 2 > Math.max(to - from, other.to - other.from);
    return other.worker !== worker && isTogether && isBeside(worker, other.worker) ? [other.worker.pid] : [];
  });
  return [...new Set(pids)].sort((a, b) => a - b);
}
