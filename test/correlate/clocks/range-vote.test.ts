import { expect, it } from 'vitest';
import { rangeVote } from '../../../src/correlate/clocks/range-vote.ts';
import { micros } from '../../../src/model/time.ts';

const MINUTE = 60_000_000;
const servers = { from: micros(0), to: micros(5 * MINUTE) };

it('finds the one zone in which a log lies within the time that the server tells of', () => {
  expect(rangeVote({ from: 481 * MINUTE, to: 484 * MINUTE }, servers)).toEqual([{ offsetUs: 480 * MINUTE, weight: 1 }]);
});

it('says nothing where the log fits as it stands', () => {
  expect(rangeVote({ from: MINUTE, to: 4 * MINUTE }, servers)).toEqual([]);
});

it('says nothing where several zones fit', () => {
  expect(rangeVote({ from: 481 * MINUTE, to: 482 * MINUTE }, { ...servers, to: micros(60 * MINUTE) })).toEqual([]);
});
