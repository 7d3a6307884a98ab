import { describe, expect, it } from 'vitest';
import { supervisors } from '../../src/app/catalogue.ts';
import { isSpoken } from '../../src/scan/by-chance.ts';

describe("words that may be a supervisor's", () => {
  it.each([
    ['worker=10225', false],
    ['worker=0 ready', true],
    ['exited: early', false],
    ['WORKER TIMEOUT (pid:17)\nTraceback', true],
  ])('%s', (words, expected) => {
    expect(isSpoken(words, 10_225, supervisors)).toBe(expected);
  });
});
