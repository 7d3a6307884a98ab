import { expect, it } from 'vitest';
import { nearest } from '../../src/cli/nearest.ts';

const WORDS = ['ingest', 'report', 'incidents', 'sql'];

it.each([
  ['reprot', 'report'],
  ['incident', 'incidents'],
  ['ingets', 'ingest'],
  ['sq', 'sql'],
  ['timeline', undefined],
  ['', undefined],
])('%j is meant to be %j', (word, meant) => {
  expect(nearest(word, WORDS)).toBe(meant);
});
