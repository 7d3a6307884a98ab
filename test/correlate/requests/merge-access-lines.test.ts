import { describe, expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import { booting, edge, exiting, factsWith, started, timedOut, told } from '../told.ts';

const lifecycle = told(
  [0, 1, started],
  [0, 10, booting(10)],
  [40, 1, timedOut(10)],
  [40, 10, exiting(10)],
  [40, 11, booting(11)],
);
const answer = (at: number, durationUs: number) =>
  edge('whole', { at, pid: 10, line: 900 + at, method: 'GET', target: '/feed', status: 500, durationUs });

const openIn = (...lines: readonly ReturnType<typeof answer>[]) => openOf('GET', ...lines);

const openOf = (method: string | undefined, ...lines: readonly ReturnType<typeof answer>[]) => {
  const edges = [edge('start', { at: 29.4, pid: 10, line: 1, method, target: '/feed', id: 'job-7' })];
  const { requests } = correlate(factsWith({ lifecycle, edges, requests: lines }));
  return requests.filter(({ endedAt }) => endedAt === undefined).map(({ id }) => id);
};

describe('the access line of a request whose end the application does not log', () => {
  it('ends it where the duration leads to its start', () => {
    expect(openIn(answer(30, 1_100_000))).toEqual([]);
  });

  it('ends it where the application logs no method, and not where it logs another', () => {
    expect(openOf(undefined, answer(30, 1_100_000))).toEqual([]);
    expect(openOf('POST', answer(30, 1_100_000))).toEqual(['job-7']);
  });

  it('is of another one where it leads elsewhere', () => {
    expect(openIn(answer(30, 3_000_000))).toEqual(['job-7']);
  });

  it('does not end it where it only tells that its worker was ended', () => {
    expect(openIn(answer(40, 10_700_000))).toEqual(['job-7']);
  });
});
