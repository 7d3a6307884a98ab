import { describe, expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import { conclude } from '../../../src/infer/conclude.ts';
import { sortFailures } from '../../../src/infer/failures/sort-failures.ts';
import type { ExceptionEvent } from '../../../src/model/event.ts';
import { aborted, booting, edge, exiting, factsWith, killed, signalled, started, told } from '../../correlate/told.ts';

/** An exception of pid 10 at second 30, under a message. */
function raised(message: string, requestId?: string): ExceptionEvent {
  const other = aborted(10, 30);
  const chain = [{ exception: 'KeyError', message: "'sku'", frames: [] }];
  return { ...other, message, requestId, traceback: { ...other.traceback, chain } };
}

let line = 0;
const failed = (at: number, target: string, id?: string, pid = 10) => {
  line += 1;
  return edge('whole', { at, line, pid, method: 'GET', target, status: 500, ...(id === undefined ? {} : { id }) });
};

const labelled = (exception: ExceptionEvent, requests: readonly ReturnType<typeof failed>[]) => {
  const lifecycle = told([0, 1, started], [0, 10, booting(10)], [0, 11, booting(11)]);
  const facts = factsWith({ lifecycle, exceptions: [exception], requests });
  return sortFailures([], correlate(facts)).map(({ kind, label }) => `${kind} ${label}`);
};

describe("an application's error", () => {
  it.each([
    [
      'the request that failed with it',
      raised('Exception in ASGI application'),
      [failed(30.2, '/push?a=1')],
      ': GET /push?a=1 500',
    ],
    ['by its id', raised('Exception', 'b'), [failed(30, '/a', 'a'), failed(30, '/b', 'b')], ': GET /b 500'],
    ['none of another path', raised('Exception on /item [GET]'), [failed(30.2, '/stock')], ' on /item [GET]'],
    [
      'none where several may be meant',
      raised('Exception'),
      [failed(30.1, '/a'), failed(30.2, '/a')],
      'appError Exception',
    ],
    ['none of another worker', raised('Exception'), [failed(30.1, '/a', undefined, 11)], 'appError Exception'],
    ['none long after', raised('Exception'), [failed(40, '/a')], 'appError Exception'],
  ])('names %s', (_what, exception, requests, end) => {
    expect(labelled(exception, requests)[0]).toMatch(new RegExp(`${end.replace(/[?[\]()]/g, '\\$&')}$`));
  });
});

it('a request that was alone in a worker that crashed died with it, whether or not it is why', () => {
  const lifecycle = told(
    ...[[0, 1, started] as const, [0, 10, booting(10)] as const, [40, 1, killed(10, 6)] as const],
    [41, 12, booting(12)],
  );
  const edges = [edge('start', { at: 38, pid: 10, line: 1, id: 'a' })];
  const correlation = correlate(factsWith({ lifecycle, edges }));
  const failures = sortFailures(conclude(correlation), correlation);
  expect(failures.map(({ kind, label }) => `${kind} ${label}`)).toEqual(['killed request a']);
});

it.each([
  ['sync', []],
  ['gevent', ['recycled request a']],
])('a %s worker that left had ended what it began before another, though no end is told', (workerClass, expected) => {
  const lifecycle = told(
    ...[
      [0, 1, started] as const,
      [0, 1, { what: 'server-setting', name: 'worker_class', value: workerClass }] as const,
    ],
    ...[[0, 10, booting(10)] as const, [60, 1, signalled('term')] as const, [61, 10, exiting(10)] as const],
  );
  const edges = [
    edge('start', { at: 50, pid: 10, line: 1, id: 'a' }),
    edge('start', { at: 55, pid: 10, line: 2, id: 'b' }),
    edge('end', { at: 56, pid: 10, line: 3, id: 'b' }),
  ];
  const failures = sortFailures([], correlate(factsWith({ lifecycle, edges })));
  expect(failures.map(({ kind, label }) => `${kind} ${label}`)).toEqual(expected);
});

it.each([
  ['SystemExit', '1', 'Error handling request /a', true, 0],
  ['', '', 'Error handling request /a', true, 0],
  ['', '', '', true, 0],
  ['', '', 'Exception on /a [GET]', true, 1],
  ['SystemExit', '1', 'an ordinary line', true, 0],
  ['KeyError', "'sku'", 'Error handling request /a', true, 1],
])('tells of no error of the application where a paste has lost what was raised: %s %s below "%s"', (...row) => {
  const [exception, message, title, truncated, count] = row;
  const other = raised(title);
  const chain = [{ exception, message, frames: [{ file: '/srv/a.py', line: 1, function: 'f' }] }];
  expect(labelled({ ...other, traceback: { chain, truncated, group: [] } }, [])).toHaveLength(count);
});
