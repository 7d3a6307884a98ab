import { expect, it } from 'vitest';
import { correlate } from '../../src/correlate/correlate.ts';
import { conclude } from '../../src/infer/conclude.ts';
import { headline } from '../../src/report/headline.ts';
import { factsWith, told } from '../correlate/told.ts';

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
