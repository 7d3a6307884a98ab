import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/diagnose/diagnose.ts';
import { nightOf } from '../../src/diagnose/night.ts';
import { recurringCauses } from '../../src/diagnose/recurring-cause.ts';
import { correlate } from '../../src/correlate/correlate.ts';
import { conclude } from '../../src/infer/conclude.ts';
import type { DiedTogether } from '../../src/model/died-together.ts';
import { rules } from '../../src/app/catalogue.ts';
import { booting, exiting, factsWith, started, timedOut, told } from '../correlate/told.ts';

/** Workers that are missed a few seconds after their boot, having done nothing; each is followed by the next. */
const recurringOf = (deaths: number, together: readonly DiedTogether[] = []) => {
  const pids = Array.from({ length: deaths }, (_, at) => 10 + at);
  const lifecycle = told(
    [0, 1, started],
    [0, 10, booting(10)],
    ...pids.flatMap((pid, at) => [
      [at * 6 + 5, 1, timedOut(pid)] as const,
      [at * 6 + 6, pid, exiting(pid)] as const,
      [at * 6 + 6, pid + 1, booting(pid + 1)] as const,
    ]),
  );
  const correlation = correlate(factsWith({ lifecycle }));
  const conclusions = conclude(correlation);
  const night = nightOf(correlation, conclusions);
  return recurringCauses(
    conclusions.map((conclusion) => ({ conclusion, diagnoses: diagnose(conclusion, night, rules) })),
    together,
  );
};

describe('what comes first for several incidents', () => {
  it('is told once for all of them', () => {
    expect(recurringOf(4)).toEqual([
      {
        title: '4 workers went the same way: The worker was killed while it was still loading the application',
        incidents: ['i1', 'i2', 'i3', 'i4'],
        evidence: [],
      },
    ]);
  });

  it('is nothing where they are told to have died together of one cause', () => {
    const causes = [{ id: 'slow-boot', title: 'slow', confidence: 0.9, for: [], against: [], remedy: 'none' }];
    expect(recurringOf(4, [{ incidents: ['i1', 'i2', 'i3', 'i4', 'i5'], causes, shared: [], apart: [] }])).toEqual([]);
  });

  it('is nothing where two are alike', () => {
    expect(recurringOf(2)).toEqual([]);
  });
});
