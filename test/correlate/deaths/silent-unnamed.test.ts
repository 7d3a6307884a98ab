import { expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import { conclude } from '../../../src/infer/conclude.ts';
import { booting, edge, factsWith, spoke, told } from '../told.ts';

/** Of three workers one is gone at 40, and its master does not say which. */
const lifecycle = told(
  [0, 1, { what: 'master-started', server: 'gunicorn', version: '20.0.4' }],
  [0, 7, booting(7)],
  [0, 8, booting(8)],
  [0, 9, booting(9)],
  [40, 10, booting(10)],
);
const pidless = (id: string, at: number, to?: number) => [
  edge('start', { at, line: 2 * at + (to === undefined ? 1_000 : 0), id }),
  ...(to === undefined ? [] : [edge('end', { at: to, line: 2 * to + 1, id, status: 200 })]),
];
const others = Array.from({ length: 30 }, (_, n) => pidless(`other${String(n)}`, n * 3, n * 3 + 2)).flat();

const incidentsIn = (facts: Parameters<typeof factsWith>[0]) =>
  conclude(correlate(factsWith({ lifecycle, ...facts }))).map(({ worker, cause, claims }) => ({
    ...{ pid: worker.pid, replacedBy: worker.replacedBy, cause },
    died: claims.map(({ role, request }) => `${role} ${request?.id ?? ''}`),
  }));

it('tells of a death of which only the next boot tells, without saying whose, if requests never ended', () => {
  const edges = [...pidless('a', 37), ...pidless('b', 39), ...others];
  expect(incidentsIn({ edges })).toEqual([
    { pid: undefined, replacedBy: 10, cause: 'signal', died: ['casualty a', 'casualty b'] },
  ]);
});

it('tells of none where all requests ended, or where pids are told and nobody fell silent', () => {
  expect(incidentsIn({ edges: others })).toEqual([]);
  const activity = [7, 8, 9].map((pid) => spoke(pid, 1, 90));
  expect(incidentsIn({ edges: [...pidless('a', 37), ...others], activity })).toEqual([]);
});

it('tells of one though a single line names a pid, as long as not all that were there are heard of later', () => {
  const edges = [...pidless('a', 37), ...others];
  const one = [spoke(7, 20, 20)];
  expect(incidentsIn({ edges, activity: one }).map(({ died }) => died.length)).toEqual([1]);
  expect(incidentsIn({ edges, activity: [spoke(7, 1, 90), ...one] }).map(({ died }) => died.length)).toEqual([1]);
});
