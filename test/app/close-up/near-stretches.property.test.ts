import fc from 'fast-check';
import { expect, it } from 'vitest';
import { interestOf, type LostIds, telling } from '../../../src/app/close-up/incident-interest.ts';
import { stretchesOf } from '../../../src/app/close-up/near-stretches.ts';
import { formats } from '../../../src/formats/registry.ts';
import type { Window } from '../../../src/infer/incident-windows.ts';
import { micros } from '../../../src/model/time.ts';
import { closeUpOf, SURVEY } from '../../../src/scan/block.ts';
import { openReaders } from '../../../src/scan/readers.ts';
import { scanBlock } from '../../../src/scan/scan-block.ts';
import { supervisors } from '../../../src/supervisors/registry.ts';

const S = 1_000_000;
const BEGIN_S = Date.UTC(2026, 10, 23, 9) / 1_000;
const MINUTES = 40;
const PIDS = [4101, 4102, 41];
const head = '{time} ${pid}\n\t{message}';
const phrases = [
  { edge: 'start', template: 'job {id} start {target}' },
  { edge: 'end', template: 'job {id} finish {status} {ms} ms' },
] as const;
const layouts = [
  { format: 'python-app', head, phrases },
  { format: 'python-traceback', head: 'python', phrases: [] },
];
const readers = openReaders({ layouts, envelopes: [] }, { envelopes: [], formats, supervisors });

const timeAt = (second: number): string =>
  new Date((BEGIN_S + second) * 1_000).toISOString().slice(0, 23).replace('T', ' ').replace('.', ',');

/** A record every quarter of a second, a bare traceback and a line of nobody's now and then; job 7 is tried again and again. */
const RECORDS = Array.from({ length: MINUTES * 60 * 4 }, (_, at) => {
  const pid = PIDS[at % PIDS.length] ?? 0;
  const job = at % 13 === 0 ? 'job-7' : `job-${String(4_100_000 + Math.floor(at / 6))}`;
  const told = at % 6 < 3 ? `job ${job} start /mana` : `job ${job} finish 200 ${String(at % 900)} ms`;
  // two processes write one log: times run back a little
  const record = `${timeAt(at / 4 - (at % 5))} $${String(pid)}\n\t${told} of batch ${'x'.repeat(60)}`;
  const rest =
    at % 50 === 49 ? '\nTraceback (most recent call last):\n  File "a.py", line 41, in f\nKeyError: 4101' : '';
  return `${record.replace(/ of batch x+$/, '')}\n\tbatch ${'x'.repeat(60)}${rest}`;
});
const bytes = Buffer.from(`${RECORDS.join('\n')}\n`);
const block = { source: 1, byteOffset: 0, lineFrom: 1, bytes };
const { row } = scanBlock(block, readers, SURVEY).findings;
const clock = { source: 1, offsetUs: 0, zoneFrom: 'assumed', skewUs: 0, anchors: 0 } as const;

const window = fc
  .record({ pid: fc.constantFrom(...PIDS, 4199), missed: fc.integer({ min: -60, max: MINUTES * 60 + 60 }) })
  .map(({ pid, missed }): Window => {
    const missedAt = (BEGIN_S + missed) * S;
    const [from, to] = [micros(missedAt - 94 * S), micros(missedAt + 30 * S)];
    return {
      pid,
      from,
      nearFrom: micros(missedAt - 44 * S),
      to,
      ownFrom: micros(missedAt - 32 * S),
      ownTo: micros(missedAt + 5 * S),
      unnamedFrom: micros(missedAt - 32 * S),
      missedAt: micros(missedAt),
    };
  });

const someIds = fc.constantFrom(new Set<string>(), new Set(['job-7']));
const lostIds = fc
  .subarray(PIDS)
  .map((pids): LostIds => new Map(pids.map((pid) => [pid, new Set(['job-7', `job-${String(4_100_000 + pid)}`])])));
const ids = fc.record({ lostIds, givenUpIds: someIds, unnamedUs: fc.constant(Infinity) });

const RUNS = 30;

it('knows when the parts of a block were written', () => {
  expect(row.pieces?.length).toBeGreaterThan(8);
  expect(row.pieces?.reduce((sum, piece) => sum + piece.bytes, 0)).toBe(bytes.length);
  expect(row.pieces?.reduce((sum, piece) => sum + piece.lines, 0)).toBe(row.lines);
});

it('finds in the parts that windows touch what a look at all of the block finds', () => {
  let read = 0;
  fc.assert(
    fc.property(fc.array(window, { minLength: 1, maxLength: 3 }), ids, (windows, told) => {
      const look = (stretches: ReturnType<typeof stretchesOf>) => {
        const { findings, spans } = scanBlock(block, readers, closeUpOf(interestOf(windows, clock, told), stretches));
        return { spans, activity: telling(findings.activity, clock, windows) };
      };
      const stretches = stretchesOf({ row, windows, clock, ...told });
      expect(look(stretches)).toEqual(look(undefined));
      read += stretches?.length ?? Number.NaN;
    }),
    { numRuns: RUNS },
  );
  expect(read).toBeGreaterThan(0);
  expect(read).toBeLessThan(RUNS * 8);
});

it('looks at nothing on account of a worker that does not speak there, unless it is for ids', () => {
  const missedAt = micros((BEGIN_S + 600) * S);
  const times = { missedAt, from: missedAt, nearFrom: missedAt, ownFrom: missedAt, unnamedFrom: missedAt };
  const to = micros(missedAt + 30 * S);
  const near = { row, clock, givenUpIds: new Set<string>(), unnamedUs: Infinity };
  const stretchesFor = (pid: number, ids: readonly string[]) =>
    stretchesOf({ ...near, windows: [{ pid, ...times, to, ownTo: to }], lostIds: new Map([[pid, new Set(ids)]]) });
  expect(stretchesFor(4199, [])).toEqual([]);
  expect(stretchesFor(4199, ['job-7'])).not.toEqual([]);
  expect(stretchesFor(4101, [])).not.toEqual([]);
});
