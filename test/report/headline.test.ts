import { expect, it } from 'vitest';
import { correlate } from '../../src/correlate/correlate.ts';
import { conclude } from '../../src/infer/conclude.ts';
import { headline } from '../../src/report/headline.ts';
import { booting, factsWith, killed, timedOut, told } from '../correlate/told.ts';

it.each([
  ['platform', 'was killed by its platform for memory'],
  ['kubernetes', 'was killed by the kernel for memory'],
])('says who ended what took too much memory: %s', (by, words) => {
  const lifecycle = told([1, 1, { what: 'unit-ended', unit: 'web', why: 'out of memory' }]);
  const facts = factsWith({ lifecycle: lifecycle.map((event) => ({ ...event, by })) });
  const { workers } = correlate(facts);
  const incidents = conclude(correlate(facts));
  expect(headline(incidents, { facts, workers }, { offsetMin: 0, paths: new Map() })).toContain(words);
});

it('counts what several died of, the commonest first', () => {
  const lifecycle = told([0, 10, booting(10)], [1, 1, killed(10, 11)], [2, 1, timedOut(11)], [3, 1, timedOut(12)]);
  const facts = factsWith({ lifecycle });
  const { workers } = correlate(facts);
  const line = headline(conclude(correlate(facts)), { facts, workers }, { offsetMin: 0, paths: new Map() });
  expect(line).toMatch(/^3 workers died abnormally from .* on \(2 timeout, 1 signal\)/);
});
