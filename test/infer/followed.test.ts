import { expect, it } from 'vitest';
import { correlate } from '../../src/correlate/correlate.ts';
import { isFollowed } from '../../src/infer/followed.ts';
import { booting, edge, factsWith, started, told } from '../correlate/told.ts';

it('of starts in one second, the later line follows the earlier', () => {
  const lifecycle = told([0, 1, started], [0, 10, booting(10)]);
  const start = (line: number, target: string) => edge('start', { at: 20, pid: 10, line, target });
  const { requests } = correlate(factsWith({ lifecycle, edges: [start(4, '/b'), start(2, '/a')] }));
  expect(requests.filter(isFollowed(requests)).map(({ target }) => target)).toEqual(['/a']);
});

it('none follows the one that the supervisor names as it ends the worker', () => {
  const lifecycle = told([0, 1, started], [0, 10, booting(10)]);
  const start = (line: number, at: number) => edge('start', { at, pid: 10, line, target: `/${String(line)}` });
  const { requests } = correlate(factsWith({ lifecycle, edges: [start(2, 20), start(4, 20.3)] }));
  const named = requests.map((request) => (request.target === '/2' ? { ...request, isOverdue: false } : request));
  expect(requests.filter(isFollowed(requests)).map(({ target }) => target)).toEqual(['/2']);
  expect(named.filter(isFollowed(named))).toEqual([]);
});
