import { expect, it } from 'vitest';
import { analyse } from '../../src/app/analyse.ts';
import { factsWith, spoke, started, told } from '../correlate/told.ts';

/** A call takes so many arguments in no engine: ten gigabytes with thousands of kills leave as many signs of life. */
const MANY = 200_000;
const MADE = { warnings: [], remarks: [], toolVersion: '0', now: new Date(0) };

it('says what a source covers of which very many signs of life are kept', () => {
  const activity = Array.from({ length: MANY }, (_, at) => spoke(7, at, at + 1));
  const { sources } = analyse(factsWith({ lifecycle: told([0, 1, started]), activity }), MADE);
  expect(
    sources.map(({ firstAt, lastAt }) => lastAt && firstAt && (Date.parse(lastAt) - Date.parse(firstAt)) / 1_000),
  ).toContain(MANY);
});
