import { describe, expect, it } from 'vitest';
import { correlate } from '../../src/correlate/correlate.ts';
import { diagnose } from '../../src/diagnose/diagnose.ts';
import { nightOf } from '../../src/diagnose/night.ts';
import { rules } from '../../src/diagnose/registry.ts';
import { sharedCauses } from '../../src/diagnose/shared-causes.ts';
import { conclude } from '../../src/infer/conclude.ts';
import type { CaseFacts } from '../../src/model/facts.ts';
import type { LifecycleStep } from '../../src/model/lifecycle.ts';
import { booting, factsWith, spoke, timedOut, told } from '../correlate/told.ts';
import { abortedIn, REQUESTS, setting } from './scenes.ts';

const LOCKUP: LifecycleStep = { what: 'processor-missed', why: 'lockup' };

/** Workers that were all missed at second 40, of gunicorn 20.1.0 with sync workers. */
const missed = (pids: readonly number[], ...more: readonly (readonly [number, number, LifecycleStep])[]) =>
  told(
    [0, 1, { what: 'master-started', server: 'gunicorn', version: '20.1.0' }],
    [0, 1, setting('worker_class', 'sync')],
    ...pids.map((pid) => [0, pid, booting(pid)] as const),
    ...more,
    ...pids.map((pid) => [40, 1, timedOut(pid)] as const),
    ...pids.map((pid) => [41, pid + 10, booting(pid + 10)] as const),
  );

const sharedIn = (facts: Partial<CaseFacts>) => {
  const correlation = correlate(factsWith(facts));
  const conclusions = conclude(correlation);
  const night = nightOf(correlation, conclusions);
  const group = conclusions.map((conclusion) => ({ conclusion, diagnoses: diagnose(conclusion, night, rules) }));
  return sharedCauses(group, rules.causes, night);
};

describe('workers that died together', () => {
  it('have a cause in common that is found in each of them', () => {
    const [cause] = sharedIn({ lifecycle: missed([10, 11, 12], [20, 0, LOCKUP]) });
    expect(cause).toMatchObject({ id: 'cpu-starvation' });
    expect(cause?.for[0]).toBe('it is found in each of the 3');
    expect(cause?.for.join()).not.toContain('more workers were');
  });

  it('share what is found in two of three, less surely, and not what one of them alone shows', () => {
    const called = [10, 11].map((pid) => abortedIn([REQUESTS], pid));
    const all = [...called, abortedIn([REQUESTS], 12)];
    const sure = (exceptions: CaseFacts['exceptions']) =>
      sharedIn({ lifecycle: missed([10, 11, 12]), exceptions }).find(({ id }) => id === 'outgoing-call')?.confidence ??
      0;
    expect(sure(called)).toBeGreaterThan(0);
    expect(sure(called)).toBeLessThan(sure(all));
    expect(sure(called.slice(0, 1))).toBe(0);
  });

  it('hardly share the machine where others of it lived on', () => {
    const lifecycle = [...missed([10, 11], [20, 0, LOCKUP]), ...told([0, 30, booting(30)])];
    const [spared] = sharedIn({ lifecycle, activity: [spoke(30, 0, 90)] });
    const [all] = sharedIn({ lifecycle: missed([10, 11], [20, 0, LOCKUP]) });
    expect(spared?.against).toContain('1 more worker of the machine lived on');
    expect(spared?.confidence).toBeLessThan(all?.confidence ?? 0);
  });
});
