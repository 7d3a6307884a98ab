import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ExceptionEvent, LifecycleEvent, LogEvent, NoteEvent, RequestEvent } from '../../src/model/event.ts';
import type { LifecycleStep } from '../../src/model/lifecycle.ts';
import { wallMicros } from '../../src/model/time.ts';
import type { Frame, RaisedException } from '../../src/model/traceback.ts';
import { block } from './sample-findings.ts';
import { LOG, temporaryCase } from './temporary-case.ts';

/** Any characters but halves of surrogate pairs, which no decoded log holds: NUL, astral, bidi, quotes. */
const text = fc.string({ unit: 'binary' });
const maybeText = fc.option(text, { nil: undefined });
const count = fc.nat();
const maybeCount = fc.option(count, { nil: undefined });
/** A log may call any row of digits a pid. */
const number = fc.oneof(count, fc.constantFrom(2 ** 31, 2 ** 40, 1e20, Number.MAX_VALUE));

const stamp = fc.record({
  wall: fc.integer({ min: -1e14, max: Number.MAX_SAFE_INTEGER }).map(wallMicros),
  offsetMin: fc.option(fc.integer({ min: -900, max: 900 }), { nil: undefined }),
  precision: fc.constantFrom('us', 'ms', 's', 'min'),
});

const recorded = {
  origin: fc.record({ source: fc.constant(1), line: fc.integer({ min: 1 }), byteOffset: fc.maxSafeNat() }),
  stamp: fc.option(stamp, { nil: undefined }),
  pid: fc.option(number, { nil: undefined }),
  text,
};

const step: fc.Arbitrary<LifecycleStep> = fc.oneof(
  fc.record({ what: fc.constant('master-started'), server: text, version: maybeText }),
  fc.record({ what: fc.constant('master-listening'), master: maybeCount }),
  fc.record({ what: fc.constant('master-signalled'), signal: text }),
  fc.record({ what: fc.constant('master-stopped'), reason: maybeText }),
  fc.record({ what: fc.constant('server-setting'), name: text, value: text }),
  fc.record({ what: fc.constantFrom('worker-booting', 'worker-timeout', 'worker-exiting'), worker: number }),
  fc.record({ what: fc.constant('worker-graceful-timeout'), worker: number }),
  fc.record({ what: fc.constant('worker-recycling'), worker: number, why: text }),
  fc.record({ what: fc.constant('worker-died'), worker: number }),
  fc.record({ what: fc.constant('worker-exited'), worker: number, code: number }),
  fc.record({ what: fc.constant('worker-killed'), worker: number, signal: number }),
  fc.record({ what: fc.constant('worker-failed-to-boot'), reason: text }),
  fc.record({ what: fc.constant('request-started'), method: text, target: text }),
  fc.record({ what: fc.constant('request-failed'), target: maybeText }),
  fc.record({ what: fc.constant('kernel-oom-kill'), process: number, command: text, rssKb: maybeCount }),
  fc.record({ what: fc.constant('kill-ordered'), processes: fc.array(number), signal: number }),
  fc.record({ what: fc.constantFrom('machine-asleep', 'machine-awake', 'machine-started') }),
  fc.record({ what: fc.constant('clock-stepped'), seconds: fc.option(number, { nil: undefined }) }),
  fc.record({ what: fc.constant('processor-missed'), why: fc.constantFrom('lockup', 'throttled') }),
  fc.record({
    what: fc.constant('database-waited'),
    why: fc.constantFrom('lock', 'statement'),
    seconds: fc.option(fc.nat(), { nil: undefined }),
    isOver: fc.boolean(),
  }),
  fc.record({ what: fc.constant('kernel-fault'), thread: number, command: text, signal: number }),
);

const frame: fc.Arbitrary<Frame> = fc.record(
  { file: text, line: count, function: text, code: text },
  { requiredKeys: ['file', 'line', 'function'] },
);
const raised: fc.Arbitrary<RaisedException> = fc.record(
  {
    exception: text,
    message: text,
    frames: fc.array(frame, { maxLength: 3 }),
    follows: fc.constantFrom('during-handling', 'direct-cause'),
  },
  { requiredKeys: ['exception', 'message', 'frames'] },
);

const note: fc.Arbitrary<NoteEvent> = fc.record({
  ...recorded,
  kind: fc.constant('note'),
  level: fc.constantFrom(undefined, 'debug', 'info', 'warning', 'error', 'critical'),
  message: text,
});
const lifecycle: fc.Arbitrary<LifecycleEvent> = fc.record({ ...recorded, kind: fc.constant('lifecycle'), step });
const exception: fc.Arbitrary<ExceptionEvent> = fc.record({
  ...recorded,
  kind: fc.constant('exception'),
  traceback: fc.record({
    chain: fc.array(raised, { maxLength: 3 }),
    truncated: fc.boolean(),
    group: fc.array(raised, { maxLength: 2 }),
  }),
  message: text,
  requestId: maybeText,
});
const request: fc.Arbitrary<RequestEvent> = fc.record({
  ...recorded,
  kind: fc.constant('request'),
  edge: fc.constantFrom('start', 'end', 'whole'),
  facts: fc.record({
    id: maybeText,
    method: maybeText,
    target: maybeText,
    status: maybeCount,
    durationUs: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 }), { nil: undefined }),
  }),
});

const EMPTY = { ...block(1, 0), events: [], edges: [], activity: [], unrecognised: [] };

it('gives back every event as it was, to the character', () => {
  const store = temporaryCase();
  store.addSource(LOG);
  fc.assert(
    fc.property(fc.oneof(note, lifecycle, exception, request), (event) => {
      store.reopenLastBlock(1);
      store.addFindings([{ ...EMPTY, row: { ...EMPTY.row, byteFrom: 0 }, events: [event] }]);
      const stored: readonly LogEvent[] = store.events(event.kind);
      expect(stored).toEqual([event]);
    }),
    { numRuns: 300 },
  );
});

it('reads back a number that JSON cannot say', () => {
  const store = temporaryCase();
  store.addSource(LOG);
  const endless: LifecycleEvent = {
    ...{ kind: 'lifecycle', origin: { source: 1, line: 1, byteOffset: 0 }, stamp: undefined, pid: Infinity },
    ...{ text: `Booting worker with pid: ${'9'.repeat(400)}`, step: { what: 'worker-booting', worker: Infinity } },
  };
  store.addFindings([{ ...EMPTY, events: [endless] }]);
  expect(store.events('lifecycle')).toMatchObject([{ step: { worker: Number.MAX_VALUE } }]);
});
