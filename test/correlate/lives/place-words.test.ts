import { expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import type { LifecycleEvent } from '../../../src/model/event.ts';
import { booting, factsWith, killed, signalled, told } from '../told.ts';

const TOLD = told([0, 1, booting(10)], [0, 1, booting(11)], [30, 1, killed(10)], [60, 1, killed(11)]);
/** What a terminal shows of `worker: Warm shutdown (MainProcess)`: the last time above it is that of the banner. */
const halt = (text: string): LifecycleEvent[] =>
  told([1, 1, signalled('term')]).map((event) => ({
    ...event,
    origin: { source: 2, line: 20, byteOffset: 900 },
    text,
  }));
const endsAmid = (text: string) =>
  correlate(factsWith({ lifecycle: [...TOLD, ...halt(text)] })).workers.map(({ end }) => end.how);

it('a halt that states no time, and is the last that its log tells, makes no leave of what was killed before it', () => {
  expect(endsAmid('worker: Warm shutdown (MainProcess)')).toEqual(['died', 'died']);
});

it('one that states its time is believed', () => {
  expect(endsAmid('[14:53:20] worker: Warm shutdown (MainProcess)')).toEqual(['graceful', 'graceful']);
});
