import { describe, expect, it } from 'vitest';
import { startsNearEnds } from '../../../src/app/close-up/starts-near-ends.ts';
import type { LifecycleEvent, RequestEvent } from '../../../src/model/event.ts';
import type { CaseFacts } from '../../../src/model/facts.ts';
import { micros, wallMicros } from '../../../src/model/time.ts';

const S = 1_000_000;
const at = (second: number) => micros(second * S);
const WINDOW = {
  ...{ pid: 7, from: at(906), nearFrom: at(906), to: at(1_030), missedAt: at(1_000) },
  ...{ ownFrom: at(906), ownTo: at(1_030), unnamedFrom: at(906) },
};
const said = (second: number, step: LifecycleEvent['step']): LifecycleEvent => ({
  ...{ kind: 'lifecycle', by: 'gunicorn', origin: { source: 1, line: second, byteOffset: second }, pid: 7 },
  ...{ stamp: { wall: wallMicros(second * S), offsetMin: 0, precision: 's' }, text: '', step },
});
const SOURCE = {
  ...{ id: 1, path: 'gunicorn.log', stream: 'gunicorn.log', ordinal: 0, storedBytes: 1, bytes: 1, lines: 1 },
  ...{ headHash: '', tailHash: '', headBytes: 1, sha256: '', envelopes: [], layouts: [] },
  ...{ host: undefined, unrecognisedLines: 0 },
};

it('leaves out starts far from where ends are known, and nothing else that is told', () => {
  const start = { what: 'request-started', method: 'GET', target: '/a' } as const;
  const lifecycle = [
    said(10, { what: 'worker-booting', worker: 7 }),
    ...[900, 910, 1_029, 1_031].map((second) => said(second, start)),
  ];
  const facts: CaseFacts = {
    ...{ sources: [SOURCE], lifecycle, exceptions: [], notes: [], requests: [], edges: [], activity: [], spans: [] },
  };
  const windows = {
    ...{ clocks: [{ source: 1, offsetUs: 0, zoneFrom: 'stated', skewUs: 0, anchors: 0 }] as const, windows: [WINDOW] },
    ...{ turned: new Map(), lostIds: new Map(), givenUpIds: new Set<string>() },
  };
  const near = startsNearEnds(facts, windows).lifecycle;
  expect(near.map(({ origin }) => origin.line)).toEqual([10, 910, 1_029]);
});

describe('starts of an application that tells no ends', () => {
  const FACTS = { id: 'x', method: 'GET', target: '/a', status: undefined, durationUs: undefined };
  const begun = (second: number, pid: number | undefined): RequestEvent => ({
    ...{ kind: 'request', edge: 'start', origin: { source: 1, line: second, byteOffset: second }, pid },
    ...{ stamp: { wall: wallMicros(second * S), offsetMin: 0, precision: 's' }, text: '', facts: FACTS },
  });
  const edges = [begun(900, 7), begun(910, 7), begun(920, 8), begun(930, undefined)];
  const linesNear = (...told: readonly ('start' | 'end')[]) => {
    const phrases = told.map((edge) => ({ edge, template: `${edge} {id}` }));
    const source = { ...SOURCE, layouts: [{ format: 'python-app', head: '{message}', phrases }] };
    const facts: CaseFacts = {
      ...{ sources: [source], lifecycle: [], exceptions: [], notes: [], requests: [], edges, activity: [], spans: [] },
    };
    const windows = {
      ...{
        clocks: [{ source: 1, offsetUs: 0, zoneFrom: 'stated', skewUs: 0, anchors: 0 }] as const,
        windows: [WINDOW],
      },
      ...{ turned: new Map(), lostIds: new Map(), givenUpIds: new Set<string>() },
    };
    return startsNearEnds(facts, windows).edges.map(({ origin }) => origin.line);
  };

  it('count where the ends of their own workers are known', () => {
    expect(linesNear('start')).toEqual([910, 930]);
  });

  it('count anywhere where it tells ends as well', () => {
    expect(linesNear('start', 'end')).toEqual([900, 910, 920, 930]);
  });
});
