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

describe('the access line of a request of which the application tells the start alone', () => {
  const asked = (at: number, id: string, line: number) =>
    edge('start', { at, pid: 10, line, method: 'GET', target: '/feed', id });
  const ended = (at: number, query: string, durationUs?: number) =>
    edge('whole', { at, pid: 10, line: 900 + at, method: 'GET', target: `/feed${query}`, status: 200, durationUs });
  const openOfAll = (edges: readonly ReturnType<typeof edge>[], requests: readonly ReturnType<typeof edge>[]) =>
    correlate(factsWith({ lifecycle, edges, requests }))
      .requests.filter(({ endedAt }) => endedAt === undefined)
      .map(({ id, stillOpen }) => [id, stillOpen]);

  it('ends it by the id in its query, also where it tells no duration', () => {
    const edges = [asked(20, 'job-a', 1), asked(20.1, 'job-b', 2), asked(20.2, 'job-c', 3)];
    expect(openOfAll(edges, [ended(31, '?job=job-b'), ended(32, '?job=job-c', 11_900_000)])).toEqual([
      ['job-a', undefined],
    ]);
  });

  it('leaves in doubt which one it ends where it names none, and several began then', () => {
    const edges = [asked(20, 'job-a', 1), asked(20.4, 'job-b', 2), asked(25, 'job-c', 3)];
    expect(openOfAll(edges, [ended(21, '', 900_000)])).toEqual([
      ['job-b', 0.5],
      ['job-c', undefined],
    ]);
  });
});
