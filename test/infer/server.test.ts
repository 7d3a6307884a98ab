import { expect, it } from 'vitest';
import { correlate } from '../../src/correlate/correlate.ts';
import { inferSeldomBeaten, inferTimeout, serverFacts } from '../../src/infer/server.ts';
import type { CaseFacts } from '../../src/model/facts.ts';
import {
  booting,
  edge,
  exiting,
  factsWith,
  killed,
  signalled,
  spoke,
  started,
  timedOut,
  told,
} from '../correlate/told.ts';

it.each([
  [[29.8], 30],
  [[10], 10],
  [[3.8, 3.6, 3.7], 4],
  [[2.6, 2.63], 3],
  [[61.2, 240], 60],
  [[47], undefined],
  [[], undefined],
])('silences of %j s speak for a timeout of %s s', (silences, timeout) => {
  expect(inferTimeout(silences)).toBe(timeout);
});

it.each([
  [[3.8], 5],
  [[17], 30],
  [[8, 11], 10],
  [[28, 17], 30],
  [[], undefined],
])('silences of %j s speak for %s s where a worker beats every half of it', (silences, timeout) => {
  expect(inferSeldomBeaten(silences)).toBe(timeout);
});

const timeoutOf = (facts: Partial<CaseFacts>) => serverFacts(correlate(factsWith(facts))).timeoutSeconds;

it('a worker that was heard once may have been idle: its silence speaks for no timeout', () => {
  const lifecycle = told([0, 1, started], [0, 10, booting(10)], [40, 1, timedOut(10)], [41, 10, exiting(10)]);
  expect(timeoutOf({ lifecycle, activity: [spoke(10, 24, 24)] })).toBe(30);
  expect(timeoutOf({ lifecycle, activity: [spoke(10, 20, 24)] })).toBe(15);
});

it('a worker that was mostly silent before may have been idle again, and one that spoke of its boot alone as well', () => {
  const lifecycle = told([0, 1, started], [0, 10, booting(10)], [40, 1, timedOut(10)], [41, 10, exiting(10)]);
  const seldom = [spoke(10, 4, 4), spoke(10, 14, 14), spoke(10, 25, 25)];
  const often = [spoke(10, 4, 14), spoke(10, 17, 25)];
  expect(timeoutOf({ lifecycle, activity: seldom })).toBe(30);
  expect(timeoutOf({ lifecycle, activity: often })).toBe(15);
  expect(timeoutOf({ lifecycle, activity: [spoke(10, 0.2, 1.4)] })).toBe(30);
  expect(timeoutOf({ lifecycle, activity: [spoke(10, 4, 24)] })).toBe(30);
});

it('workers that were missed alike after their boot, without a word, were held from the first', () => {
  const lifecycle = told(
    ...[[0, 1, started] as const, [0, 10, booting(10)] as const, [0, 11, booting(11)] as const],
    ...[12, 13, 14].map((pid) => [40, pid, booting(pid)] as const),
    ...[12, 13, 14].map((pid) => [51, 1, timedOut(pid)] as const),
    ...[12, 13, 14].map((pid) => [52, 1, killed(pid)] as const),
  );
  expect(timeoutOf({ lifecycle })).toBe(10);
  const edges = [edge('start', { at: 41, line: 1, id: 'a' }), edge('end', { at: 44, line: 2, id: 'a' })];
  const unheard = { lifecycle, edges: [...edges, edge('start', { at: 43, line: 3, id: 'b' })] };
  expect(timeoutOf(unheard), 'no request names its pid: who serves is not heard').toBe(30);
});

it('no timeout is longer than another worker of the server lived until it was missed', () => {
  const lifecycle = told(
    ...[[0, 1, started] as const, [0, 10, booting(10)] as const],
    ...[[40, 1, timedOut(10)] as const, [41, 10, exiting(10)] as const, [41, 11, booting(11)] as const],
    ...[[49, 1, timedOut(11)] as const, [50, 11, exiting(11)] as const],
  );
  // alone it speaks for 15 s
  expect(timeoutOf({ lifecycle, activity: [spoke(10, 20, 24)] })).toBe(30);
  expect(timeoutOf({ lifecycle: lifecycle.slice(0, 4), activity: [spoke(10, 20, 24)] })).toBe(15);
});

it('a worker that was to leave since a reload need not have beaten: its silence speaks for no timeout', () => {
  const lines = [[0, 1, started] as const, [0, 10, booting(10)] as const, [40, 1, timedOut(10)] as const];
  const activity = [spoke(10, 20, 24)];
  expect(timeoutOf({ lifecycle: told(...lines), activity })).toBe(15);
  expect(timeoutOf({ lifecycle: told(...lines, [22, 1, signalled('hup')]), activity })).toBe(30);
});
