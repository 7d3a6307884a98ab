import { describe, expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import type { CaseFacts } from '../../../src/model/facts.ts';
import { booting, exiting, factsWith, killed, serving, started, told } from '../told.ts';

const endsOf = (facts: CaseFacts) =>
  correlate(facts).workers.map(({ pid, end, replacedBy }) => [
    pid,
    end.how === 'died' ? end.death.cause : end.how,
    replacedBy,
  ]);

describe('crash loops', () => {
  it('takes no worker that served requests for one that did not come up, however short its life was', () => {
    const lifecycle = told([0, 1, started], [0, 10, booting(10)], [2, 10, exiting(10)], [2, 11, booting(11)]);
    expect(endsOf(factsWith({ lifecycle }))[0]).toEqual([10, 'boot-failure', 11]);
    expect(endsOf(factsWith({ lifecycle, activity: [serving(10, 0.5, 1.9)] }))[0]).toEqual([10, 'left', 11]);
  });

  it('takes no young worker that leaves for one that failed to boot where the server tells each exit with an error', () => {
    const endUnder = (version: string) => {
      const start = { what: 'master-started', server: 'gunicorn', version } as const;
      const lifecycle = told([0, 1, start], [0, 10, booting(10)], [1, 10, exiting(10)], [1, 11, booting(11)]);
      return endsOf(factsWith({ lifecycle }))[0];
    };
    expect(endUnder('20.1.0')).toEqual([10, 'boot-failure', 11]);
    expect(endUnder('21.2.0')).toEqual([10, 'left', 11]);
    expect(endUnder('26.2.0')).toEqual([10, 'left', 11]);
  });

  it('takes boots that go on a second apart for a loop, in which each worker ends before it comes up', () => {
    const lifecycle = told(
      [0, 1, started],
      ...[0, 1, 2, 3, 4].map((second) => [second, 10 + second, booting(10 + second)] as const),
    );
    expect(endsOf(factsWith({ lifecycle }))).toEqual([
      [10, 'boot-failure', 11],
      [11, 'boot-failure', 12],
      [12, 'boot-failure', 13],
      [13, 'boot-failure', 14],
      [14, 'running', undefined],
    ]);
  });

  it('counts no boot of a loop twice, though each death in it is told', () => {
    const lifecycle = told(
      [0, 1, started],
      [0, 10, booting(10)],
      [0, 11, booting(11)],
      ...[1, 2, 4, 5].flatMap((second, at) => [
        [second, 1, killed(at === 0 ? 10 : 19 + at, 11)] as const,
        [second, 20 + at, booting(20 + at)] as const,
      ]),
    );
    expect(endsOf(factsWith({ lifecycle }))).toEqual([
      [10, 'signal', 20],
      [11, 'running', undefined],
      [20, 'signal', 21],
      [21, 'signal', 22],
      [22, 'signal', 23],
      [23, 'running', undefined],
    ]);
  });
});
