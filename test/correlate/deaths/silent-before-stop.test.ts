import { describe, expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import type { LifecycleStep } from '../../../src/model/lifecycle.ts';
import { booting, exiting, factsWith, signalled, spoke, started, timedOut, told } from '../told.ts';

type Line = readonly [number, number, LifecycleStep];

/** 101 falls silent at 19.8 s and is replaced at 20 s; 102 serves on until the server's last lines. */
const START: readonly Line[] = [
  [0, 100, started],
  [0, 101, booting(101)],
  [0, 102, booting(102)],
  [20, 110, booting(110)],
];
const STOP: readonly Line[] = [
  [30, 100, signalled('term')],
  [30, 102, exiting(102)],
  [30, 110, exiting(110)],
  [30, 100, { what: 'master-stopped', reason: undefined }],
];
const SPOKEN = [spoke(101, 1, 19.8), spoke(102, 1, 29.8), spoke(110, 21, 29.8)];

const endsOf = (lines: readonly Line[], activity = SPOKEN): readonly (readonly [number | undefined, string])[] =>
  correlate(factsWith({ lifecycle: told(...lines), activity })).workers.map(({ pid, end }) => [pid, end.how]);

describe('a worker that died without a word', () => {
  it('is told of though the server is stopped soon after', () => {
    expect(endsOf([...START, ...STOP])).toEqual([
      [101, 'died'],
      [102, 'graceful'],
      [110, 'graceful'],
    ]);
  });

  it.each([
    [
      'is started anew',
      [
        [40, 200, started],
        [40, 201, booting(201)],
        [40, 202, booting(202)],
      ] satisfies Line[],
    ],
    [
      'is reloaded',
      [
        [30, 100, signalled('hup')],
        [31, 102, exiting(102)],
        [31, 110, exiting(110)],
      ] satisfies Line[],
    ],
  ])('is told of though the server %s', (_, after) => {
    expect(endsOf([...START, ...after])[0]).toEqual([101, 'died']);
  });

  it('is told of though it never spoke, where all others are known to have lived on', () => {
    const later: readonly Line[] = [[40, 100, timedOut(102)]];
    expect(endsOf([...START, ...later], [])[0]).toEqual([101, 'died']);
    expect(endsOf(START, [])[0]).toEqual([101, 'running']);
  });

  it('is nobody that could be named where another was as silent, and only the stop tells of their ends', () => {
    const stop: readonly Line[] = [
      [30, 100, signalled('term')],
      [30, 100, { what: 'master-stopped', reason: undefined }],
    ];
    const ends = endsOf([...START, ...stop], [spoke(101, 1, 19.8), spoke(102, 1, 19.5), spoke(110, 21, 29.8)]);
    expect(ends.filter(([, how]) => how === 'died')).toEqual([[undefined, 'died']]);
  });

  it('is nobody where the worker itself says at the stop that it leaves', () => {
    const stop: readonly Line[] = [...STOP.slice(0, 1), [30, 101, exiting(101)], ...STOP.slice(1)];
    expect(endsOf([...START, ...stop]).map(([, how]) => how)).not.toContain('died');
  });

  it('is nobody who was forked together with the boot to be explained, in a log that begins later than the server', () => {
    const lines: readonly Line[] = [
      [20, 100, timedOut(101)],
      [20, 110, booting(110)],
      [20, 111, booting(111)],
    ];
    expect(endsOf(lines, [])).toContainEqual([110, 'running']);
  });

  it('is nobody where the master was asked for one worker more', () => {
    const more: readonly Line[] = [...START.slice(0, 3), [19, 100, signalled('ttin')], ...START.slice(3)];
    expect(endsOf([...more, ...STOP]).map(([, how]) => how)).not.toContain('died');
  });
});
