import { expect, it } from 'vitest';
import { correlate } from '../../src/correlate/correlate.ts';
import { conclude } from '../../src/infer/conclude.ts';
import { headline } from '../../src/report/headline.ts';
import type { LifecycleStep } from '../../src/model/lifecycle.ts';
import { booting, exiting, factsWith, killed, timedOut, told } from '../correlate/told.ts';

it.each([
  ['platform', 'was killed by its platform for memory'],
  ['kubernetes', 'was killed by the kernel for memory'],
])('says who ended what took too much memory: %s', (by, words) => {
  const lifecycle = told([1, 1, { what: 'unit-ended', unit: 'web', why: 'out of memory' }]);
  const facts = factsWith({ lifecycle: lifecycle.map((event) => ({ ...event, by })) });
  const correlation = correlate(facts);
  const incidents = conclude(correlation);
  expect(headline(incidents, { facts, correlation }, { offsetMin: 0, paths: new Map() })).toContain(words);
});

it('counts what several died of, the commonest first', () => {
  const lifecycle = told([0, 10, booting(10)], [1, 1, killed(10, 11)], [2, 1, timedOut(11)], [3, 1, timedOut(12)]);
  const facts = factsWith({ lifecycle });
  const correlation = correlate(facts);
  const line = headline(conclude(correlation), { facts, correlation }, { offsetMin: 0, paths: new Map() });
  expect(line).toMatch(/^3 workers died abnormally from .* on \(2 timeout, 1 signal\)/);
});

it.each([
  [68, 'uwsgi', 'No worker is known to have died abnormally, but the kernel killed process 68 (uwsgi) for memory at '],
  [1, 'java', 'No worker died abnormally in these logs'],
])('acquits nobody where the kernel killed what no log ties to a worker: at second %i %s', (at, command, words) => {
  const kill: LifecycleStep = { what: 'kernel-oom-kill', process: 68, command, rssKb: 1 };
  const lifecycle = told([at, 0, kill], [65, 10, booting(10)], [90, 10, exiting(10)]).map((event) =>
    event.step === kill ? { ...event, pid: undefined } : event,
  );
  const facts = factsWith({ lifecycle });
  const correlation = correlate(facts);
  expect(headline([], { facts, correlation }, { offsetMin: 0, paths: new Map() })).toContain(words);
});
