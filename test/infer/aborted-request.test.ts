import { expect, it } from 'vitest';
import { correlate } from '../../src/correlate/correlate.ts';
import { conclude } from '../../src/infer/conclude.ts';
import { sortFailures } from '../../src/infer/failures/sort-failures.ts';
import type { LifecycleEvent, RequestEvent } from '../../src/model/event.ts';
import { aborted, booting, edge, exiting, factsWith, started, stamp, timedOut, told } from '../correlate/told.ts';

const GUNICORN: readonly LifecycleEvent[] = told(
  [0, 1, started],
  [0, 10, booting(10)],
  [0, 11, booting(11)],
  [60, 1, timedOut(10)],
  [60, 10, exiting(10)],
  [61, 12, booting(12)],
);
const MESSAGE = 'Error handling request GET /big?page=2';
const abort = { ...aborted(10, 60), message: MESSAGE };
/** The same record is what a server says and what was raised. */
const failed: LifecycleEvent = {
  ...{ kind: 'lifecycle', origin: abort.origin, stamp: abort.stamp, pid: 10, text: MESSAGE },
  step: { what: 'request-failed', target: '/big?page=2' },
};
/** gunicorn's own access line: no pid, and no duration. */
const line: RequestEvent = {
  ...edge('whole', { at: 60, line: 950, method: 'GET', target: '/big?page=2', status: 500 }),
  stamp: stamp(60),
};
const correlated = (requests: readonly RequestEvent[]) =>
  correlate(factsWith({ lifecycle: [...GUNICORN, failed], exceptions: [abort], requests }));

it('knows the request by the record that the abort left, and its 500 for the answer to that', () => {
  const correlation = correlated([line]);
  const incidents = conclude(correlation);
  expect(
    incidents.flatMap(({ claims }) =>
      claims.map(({ role, label, confidence, request }) => [role, label, confidence, request?.status]),
    ),
  ).toEqual([['culprit', 'GET /big?page=2', 0.96, 500]]);
  expect(sortFailures(incidents, correlation).map(({ kind }) => kind)).toEqual(['killed']);
});

it('also where no access log is at hand', () => {
  const [incident] = conclude(correlated([]));
  expect(incident?.claims.map(({ label }) => label)).toEqual(['/big?page=2']);
});

it('takes one answer for its own: another error of that moment is of another request', () => {
  const correlation = correlated([line, { ...line, origin: { ...line.origin, line: 951, byteOffset: 9_999 } }]);
  expect(
    sortFailures(conclude(correlation), correlation)
      .map(({ kind }) => kind)
      .sort(),
  ).toEqual(['appError', 'killed']);
});

it('knows it also by the line of the status that it had sent when it was aborted in the midst of its answer', () => {
  const start = edge('start', { at: 55, line: 900, pid: 10, id: 'a1', method: 'GET', target: '/big?page=2' });
  const whole = edge('whole', {
    ...{ at: 60, line: 940, pid: 10, method: 'GET', target: '/big?page=2', status: 200, durationUs: 5_000_000 },
  });
  const correlation = correlate(
    factsWith({
      ...{ lifecycle: [...GUNICORN, failed], exceptions: [abort], requests: [line] },
      spans: [{ start, end: { ...whole, stamp: stamp(60) } }],
    }),
  );
  const [incident] = conclude(correlation);
  expect(incident?.claims.map(({ role, label, request }) => [role, label, request?.endedAt])).toEqual([
    ['culprit', 'GET /big?page=2 (id a1)', undefined],
  ]);
});
