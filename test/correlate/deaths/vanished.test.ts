import { describe, expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import { booting, factsWith, spoke, told } from '../told.ts';

const endsOf = (...activity: ReturnType<typeof spoke>[]) =>
  correlate(factsWith({ activity })).workers.map(({ pid, end, replacedBy }) => [pid, end.how, replacedBy]);

describe('where no supervisor speaks', () => {
  it('finds who fell silent for good, and who spoke in its place', () => {
    expect(endsOf(spoke(10, 0, 90), spoke(11, 1, 40), spoke(15, 43, 90))).toEqual([
      [10, 'running', undefined],
      [11, 'vanished', 15],
      [15, 'running', undefined],
    ]);
  });

  it.each([
    ['nobody followed', [spoke(10, 0, 90), spoke(11, 1, 40)]],
    ['the log soon ends', [spoke(10, 0, 90), spoke(11, 1, 85), spoke(15, 86, 90)]],
    ['who followed was forked before it', [spoke(10, 0, 90), spoke(12, 1, 40), spoke(11, 43, 90)]],
    ['all of them ended together', [spoke(10, 0, 41), spoke(11, 1, 40), spoke(15, 45, 90), spoke(16, 45, 90)]],
  ])('says of nobody that he vanished where %s', (_, activity) => {
    expect(endsOf(...activity).map(([, how]) => how)).not.toContain('vanished');
  });

  it('leaves it to a supervisor that speaks', () => {
    const activity = [spoke(10, 0, 90), spoke(11, 1, 40), spoke(15, 43, 90)];
    const { workers } = correlate(factsWith({ lifecycle: told([0, 1, booting(10)]), activity }));
    expect(workers.map(({ end }) => end.how)).not.toContain('vanished');
  });

  it('believes the kernel, by the silence of those that it names', () => {
    const fault = { what: 'kernel-fault', thread: 12, command: 'gunicorn', signal: 11 } as const;
    const lifecycle = told([40, 0, fault]).map((event) => ({ ...event, pid: undefined }));
    const activity = [spoke(10, 0, 90), spoke(11, 1, 40), spoke(15, 43, 90)];
    const died = correlate(factsWith({ lifecycle, activity })).workers.find(({ pid }) => pid === 11);
    expect(died?.end).toMatchObject({ how: 'died', death: { cause: 'signal', signal: 11 } });
  });
});
