import { describe, expect, it } from 'vitest';
import { correlate } from '../../src/correlate/correlate.ts';
import { conclude } from '../../src/infer/conclude.ts';
import type { CaseFacts } from '../../src/model/facts.ts';
import type { LifecycleStep } from '../../src/model/lifecycle.ts';
import { explain } from '../../src/report/explanation.ts';
import {
  aborted,
  booting,
  edge,
  exiting,
  factsWith,
  killed,
  spoke,
  started,
  timedOut,
  told,
} from '../correlate/told.ts';

const concluded = (facts: Partial<CaseFacts>) => conclude(correlate(factsWith(facts)));

type Line = readonly [number, number, LifecycleStep];

/** Workers 10 and 11, both missed at second 4000 (timeout 30 s), under gunicorn 20.1.0. */
const missed = (...more: readonly Line[]) =>
  told(
    ...[[0, 1, started] as const, [0, 10, booting(10)] as const, [0, 11, booting(11)] as const, ...more],
    ...[[4000, 1, timedOut(10)] as const, [4000, 1, timedOut(11)] as const],
    ...[[4001, 12, booting(12)] as const, [4001, 13, booting(13)] as const],
  );

const ASLEEP: Line = [300, 0, { what: 'machine-asleep' }];
const AWAKE: Line = [3999, 0, { what: 'machine-awake' }];
const stepped = (at: number, seconds: number): Line => [at, 0, { what: 'clock-stepped', seconds }];

/** One request open in each worker, started at that second. */
const openSince = (at: number) =>
  [10, 11].map((pid) => edge('start', { at, pid, line: pid, id: `r${String(pid)}`, target: '/a' }));

const firstOf = (lifecycle: CaseFacts['lifecycle'], at: number, more: Partial<CaseFacts> = {}) => {
  const [incident] = concluded({ lifecycle, edges: openSince(at), ...more });
  if (!incident) throw new Error('no incident');
  return {
    kind: incident.disturbance?.kind,
    roles: incident.claims.map(({ role }) => role),
    casualties: incident.casualtyCount,
    block: incident.block,
    told: explain(incident, 0),
  };
};

describe('a worker that was missed when it could not beat', () => {
  it.each([
    ['the machine slept', missed(ASLEEP, AWAKE), 'pause', 'slept from 22:18:20 to 23:19:59, 1 s before that'],
    ['the clock went forward', missed(stepped(3999, 3600)), 'clock-step', 'set forward by 60 min at 23:19:59'],
    ['all fell silent at once', missed(), 'silence', 'no log holds a line since 22:18:18'],
  ])('has no culprit, but a casualty: %s', (_what, lifecycle, kind, words) => {
    const found = firstOf(lifecycle, 298);
    expect(found).toMatchObject({ kind, roles: ['casualty'], casualties: 1 });
    expect(found.told).toContain(words);
    expect(found.told).not.toContain('the block must have begun');
  });

  it('may have one where only the silence of all speaks against it', () => {
    const [first] = concluded({ lifecycle: missed(), edges: openSince(3969) });
    expect(first?.claims).toMatchObject([{ role: 'casualty', against: ['it may itself be why the worker ended'] }]);
  });

  it('counts no casualty of a worker that takes one at a time, where nothing clears its request', () => {
    const setting = (value: string): Line => [0, 1, { what: 'server-setting', name: 'worker_class', value }];
    const countOf = (value: string) =>
      concluded({ lifecycle: missed(setting(value)), edges: openSince(3969) })[0]?.casualtyCount;
    expect([countOf('sync'), countOf('gevent')]).toEqual([0, 1]);
  });

  it('has one where it did not even answer the abort, when the machine went on', () => {
    const shot = told([4001, 1, killed(10)], [4001, 1, killed(11)]);
    expect(firstOf([...missed(), ...shot], 3969)).toMatchObject({ kind: undefined, roles: ['culprit'] });
  });

  it.each([
    [
      'says that it is leaving',
      [
        [4000, 10, exiting(10)],
        [4001, 1, killed(10)],
      ],
    ],
    ['is shot within the second', [[4000, 1, killed(10)]]],
  ] satisfies [string, Line[]][])('has none where it answered the abort, or had no time to: it %s', (_what, shot) => {
    const lifecycle = told(
      ...[[0, 1, started] as const, [0, 10, booting(10)] as const, [0, 11, booting(11)] as const],
      ...[[4000, 1, timedOut(10)] as const, [4000, 1, timedOut(11)] as const, ...shot],
      ...[[4001, 12, booting(12)] as const, [4001, 13, booting(13)] as const],
    );
    expect(firstOf(lifecycle, 3969)).toMatchObject({ kind: 'silence', roles: ['casualty'] });
  });

  it.each([
    ['the kernel found processors stuck', [3990, 0, { what: 'processor-missed', why: 'lockup' }], []],
    ['they were stuck long before', [3000, 0, { what: 'processor-missed', why: 'lockup' }], ['culprit']],
  ] satisfies [string, Line, string[]][])('is not accused by its silence alone: %s', (_what, word, culprits) => {
    const lifecycle = missed(word).filter(
      ({ step }) => !('worker' in step && step.worker === 11 && step.what === 'worker-timeout'),
    );
    const { roles } = firstOf(lifecycle, 3969, { activity: [spoke(11, 1, 3999), spoke(11, 4000, 4100)] });
    expect(roles.filter((role) => role === 'culprit')).toEqual(culprits);
  });

  it.each([
    ['that was meant for it', [10], false],
    ['that was meant for another', [99], true],
  ])('hides no culprit where a signal was ordered %s', (_what, processes, hides) => {
    const order: LifecycleStep = { what: 'kill-ordered', processes, signal: 9 };
    const lifecycle = told([0, 1, started], [0, 10, booting(10)], [39, 0, order], [40, 1, killed(10)]);
    const [incident] = concluded({ lifecycle, edges: openSince(35) });
    expect(incident?.claims[0]?.against.some((words) => words.includes('be why'))).toBe(hides);
  });

  it('has none either where the abort shows what it woke up in', () => {
    const facts = { exceptions: [aborted(10, 4000.2)] };
    expect(firstOf(missed(ASLEEP, AWAKE), 298, facts)).toMatchObject({ roles: ['casualty'], block: undefined });
  });

  it('has one where a traceback shows it and only the silence of all speaks against it', () => {
    const [first] = concluded({ lifecycle: missed(), edges: openSince(298), exceptions: [aborted(10, 4000.2)] });
    expect(first?.claims.map(({ role }) => role)).toContain('culprit');
  });

  it('has one where others lived on', () => {
    const activity = [spoke(11, 1, 3999), spoke(11, 4000, 4100)];
    const lifecycle = missed().filter(
      ({ step }) => !('worker' in step && step.worker === 11 && step.what === 'worker-timeout'),
    );
    expect(firstOf(lifecycle, 3969, { activity })).toMatchObject({ kind: undefined, roles: ['culprit'] });
  });
});

describe('whose machine it was', () => {
  const on = (host: string, lifecycle: CaseFacts['lifecycle']) => lifecycle.map((event) => ({ ...event, host }));
  const slept = (host: string, others: CaseFacts['lifecycle'] = []) => {
    const workers = on('web-1', missed());
    const words = on(host, told(ASLEEP, AWAKE));
    return concluded({ lifecycle: [...workers, ...words, ...others] })[0]?.disturbance?.kind;
  };

  it('a container is on the machine that tells of itself', () => expect(slept('node7')).toBe('pause'));
  it('a machine with workers of its own is another', () => {
    expect(slept('web-2', on('web-2', told([0, 20, booting(20)])))).not.toBe('pause');
  });
});

describe('a silence that spans a step of the clock', () => {
  it.each([
    ['forward, some time before', stepped(3980, 20), 'set forward by 20 s'],
    ['back, so that the beats lay in the future', stepped(500, -3600), 'set back by 60 min'],
  ])('tells no onset: %s', (_what, step, words) => {
    const { kind, told: text } = firstOf(missed(step), 298);
    expect(kind).toBe('clock-step');
    expect(text).toContain(words);
    expect(text).toContain('when a block began, these times do not tell');
    expect(text).not.toContain('must have begun');
  });

  it.each([
    ['the step was shorter than a beat', stepped(3990, 0.5)],
    ['the step was long before', stepped(3000, 20)],
  ])('but not where %s', (_what, step) => {
    const activity = [spoke(11, 1, 3968)];
    expect(firstOf(missed(step), 3969, { activity }).told).toContain('must have begun');
  });
});
