import { expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import { aborted, booting, edge, factsWith, source, started, told } from '../told.ts';

/** uvicorn tells at second 20 that a request failed in process 10, and not which. */
const lifecycle = told(
  [0, 1, started],
  [0, 10, booting(10)],
  [0, 11, booting(11)],
  [20, 10, { what: 'request-failed', target: undefined }],
);

const begun = (id: string, pid: number | undefined, at: number, endedAt?: number, status = 500) => {
  const line = at * 10;
  const start = { ...edge('start', { at, line, id, target: '/feed' }), pid };
  return endedAt === undefined
    ? [start]
    : [start, { ...edge('end', { at: endedAt, line: line + 1, id, status }), pid }];
};

const openOf = (...edges: readonly (readonly ReturnType<typeof edge>[])[]) =>
  correlate(factsWith({ sources: [source(1, 'gunicorn.err'), source(2, 'run.log')], lifecycle, edges: edges.flat() }))
    .requests.filter(({ endedAt }) => endedAt === undefined)
    .map(({ id }) => id);

it('ends the newest that was open in that process, as no other line tells', () => {
  expect(openOf(begun('old-1', 10, 5), begun('new-1', 10, 18), begun('later-1', 10, 25))).toEqual(['old-1', 'later-1']);
  expect(openOf(begun('other-1', 11, 5))).toEqual(['other-1']);
});

it('may be one whose log names no process', () => {
  expect(openOf(begun('old-1', undefined, 5), begun('new-1', undefined, 18))).toEqual(['old-1']);
});

it('is the one that is told to have ended badly at that moment, if one is', () => {
  expect(openOf(begun('open-1', 10, 18), begun('bad-1', 10, 5, 20))).toEqual(['open-1']);
  expect(openOf(begun('open-1', 10, 18), begun('good-1', 10, 5, 20, 200))).toEqual([]);
});

it('is the one whose end tells no status in a log that tells one of the others', () => {
  const good = begun('good-1', 10, 3, 4, 200);
  const bad = begun('bad-1', 10, 5, 20.7).map((one) => ({ ...one, facts: { ...one.facts, status: undefined } }));
  expect(openOf(good, begun('open-1', 10, 18), bad)).toEqual(['open-1']);
  // Where no end tells a status, the end of any other may lie as near.
  expect(openOf(begun('open-1', 10, 18), bad)).toEqual([]);
});

it('is none that the log of both begins to tell of only after the failure', () => {
  const inOneLog = (line: number) => {
    const told10 = lifecycle.map((one) => ({ ...one, origin: { ...one.origin, source: 2, byteOffset: 400 } }));
    const edges = [...begun('open-1', 10, 18), { ...edge('start', { at: 20.6, line, id: 'later-1' }), pid: 10 }];
    return correlate(factsWith({ sources: [source(2, 'run.log')], lifecycle: told10, edges }))
      .requests.filter(({ endedAt }) => endedAt === undefined)
      .map(({ id }) => id);
  };
  expect(inOneLog(9)).toEqual(['later-1']);
  expect(inOneLog(7)).toEqual(['open-1']);
});

it('is none beside the one of which the application tells the same by its id', () => {
  const openBeside = (requestId: string | undefined, pid: number) => {
    const thrown = { ...aborted(pid, 20.3, 902), requestId, message: 'request failed' };
    const traceback = { ...thrown.traceback, chain: [{ exception: 'KeyError', message: "'price'", frames: [] }] };
    const sources = [source(1, 'gunicorn.err'), source(2, 'run.log')];
    const edges = [...begun('named-1', 10, 17), ...begun('open-1', 10, 19)];
    return correlate(factsWith({ sources, lifecycle, edges, exceptions: [{ ...thrown, traceback }] }))
      .requests.filter(({ endedAt }) => endedAt === undefined)
      .map(({ id }) => id);
  };
  expect(openBeside('named-1', 10)).toContain('open-1');
  expect(openBeside('elsewhere-1', 11)).not.toContain('open-1');
});
