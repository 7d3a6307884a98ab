import { describe, expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import type { LifecycleStep } from '../../../src/model/lifecycle.ts';
import { booting, factsWith, spoke, told } from '../told.ts';

type Line = readonly [number, number, LifecycleStep];

const LINES: readonly Line[] = [
  [0, 100, { what: 'master-started', server: 'gunicorn', version: '20.0.4' }],
  ...[101, 102, 103, 104].map((pid): Line => [0, pid, booting(pid)]),
  [47, 110, booting(110)],
  [48, 111, booting(111)],
];

const diedOf = (...speaking: readonly (readonly [number, number, number])[]): readonly (number | undefined)[] =>
  correlate(
    factsWith({ lifecycle: told(...LINES), activity: speaking.map(([pid, from, to]) => spoke(pid, from, to)) }),
  ).workers.flatMap(({ pid, end }) => (end.how === 'died' ? [pid, end.death.goneAt / 1e6 - 1_700_000_000] : []));

describe('workers that die without a word, one right after the other', () => {
  const ALIVE = [
    [103, 1, 60],
    [104, 1, 60],
    [110, 49, 60],
    [111, 50, 60],
  ] as const;

  it('are those that fell silent before, each replaced in its turn', () => {
    const twoOf = diedOf([101, 1, 46.6], [102, 1, 48.3], ...ALIVE);
    expect(twoOf.filter((_, at) => at % 2 === 0)).toEqual([101, 102]);
  });

  it('cannot be told where more fell silent than were replaced', () => {
    const [first, second, ...others] = ALIVE;
    const silent = diedOf([101, 1, 46.6], [102, 1, 46.3], [first[0], 1, 45], second, ...others);
    expect(silent.filter((pid) => pid === 101 || pid === 102 || pid === 103)).toEqual([]);
  });
});
