import { expect, it } from 'vitest';
import { pairEdges } from '../../../src/correlate/requests/pair-edges.ts';
import type { RequestEvent } from '../../../src/model/event.ts';
import type { SourceRow } from '../../../src/model/findings.ts';
import type { Phrase } from '../../../src/model/layout.ts';
import { edge, source } from '../told.ts';

const START: Phrase = { edge: 'start', template: 'received {id}' };
const END: Phrase = { edge: 'end', template: 'answered {id}' };

const saying = (id: number, phrases: readonly Phrase[]): SourceRow => ({
  ...source(id, `run.${String(id)}.log`),
  layouts: [{ format: 'python-app', head: '{time} [{pid}] {message}', phrases }],
});

const inSource = (id: number, event: RequestEvent): RequestEvent => ({
  ...event,
  origin: { ...event.origin, source: id },
});

const edges = [
  inSource(1, edge('end', { at: 3, pid: 7, line: 1, id: 'b' })),
  inSource(2, edge('start', { at: 1, pid: 7, line: 1, id: 'a' })),
  inSource(2, edge('start', { at: 2, pid: 7, line: 2, id: 'b' })),
];

const told = (rows: readonly SourceRow[]) =>
  pairEdges(edges, rows).map(({ start, end }) => [start?.facts.id, end?.facts.id]);

it('pairs a start in one log with the end in another, if the logs tell only the one or the other', () => {
  expect(told([saying(1, [END]), saying(2, [START])])).toEqual([
    ['b', 'b'],
    ['a', undefined],
  ]);
});

it('leaves starts and ends apart that stand in logs which tell both', () => {
  expect(told([saying(1, [START, END]), saying(2, [START, END])])).toEqual([
    [undefined, 'b'],
    ['a', undefined],
    ['b', undefined],
  ]);
});
