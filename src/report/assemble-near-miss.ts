import type { Stall } from '../model/conclusion.ts';
import type { NearMiss } from '../model/report.ts';
import { evidenceOf, type Writing, written } from './place.ts';

/** So many of the held requests are shown with their records: the last to start, as one of them held the others. */
const SHOWN = 5;

export const assembleNearMiss = ({ worker, from, to, held }: Stall, writing: Writing): NearMiss => ({
  at: written(from, writing),
  worker: worker.pid,
  stallSeconds: Math.round((to - from) / 100_000) / 10,
  stalled: held.length,
  evidence: held.slice(-SHOWN).flatMap(({ evidence }) => evidence.map((event) => evidenceOf(event, writing))),
});
