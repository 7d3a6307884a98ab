import fc from 'fast-check';
import { expect, it } from 'vitest';
import { interestOf, telling } from '../../../src/app/close-up/incident-interest.ts';
import { lookClosely } from '../../../src/app/close-up/look-closely.ts';
import { formats } from '../../../src/formats/registry.ts';
import type { Window } from '../../../src/infer/incident-windows.ts';
import { instantOf } from '../../../src/model/clock.ts';
import type { ActivityRow } from '../../../src/model/findings.ts';
import { micros } from '../../../src/model/time.ts';
import { type Block, closeUpOf, SURVEY } from '../../../src/scan/block.ts';
import { openReaders } from '../../../src/scan/readers.ts';
import { scanBlock } from '../../../src/scan/scan-block.ts';
import { supervisors } from '../../../src/supervisors/registry.ts';

const S = 1_000_000;
const BEGIN_S = Date.UTC(2026, 10, 23, 9) / 1_000;
const LAST_S = 240;
const PIDS = [4101, 4102];
const phrases = [
  { edge: 'start', template: 'job {id} start {target}' },
  { edge: 'end', template: 'job {id} finish {status} {ms} ms' },
  { edge: 'start', template: 'begin {target}' },
  { edge: 'end', template: 'done {target} in {ms} ms' },
  { edge: 'end', template: 'done {target}' },
] as const;
const layouts = [{ format: 'python-app', head: '{time} ${pid}\n\t{message}', phrases }];
const readers = openReaders({ layouts, envelopes: [] }, { envelopes: [], formats, supervisors });
const clock = { source: 1, offsetUs: 0, zoneFrom: 'assumed', skewUs: 0, anchors: 0 } as const;

const timeAt = (second: number): string =>
  new Date((BEGIN_S + second) * 1_000).toISOString().slice(0, 23).replace('T', ' ').replace('.', ',');

/** A job that is known by its id, or only by what it asks for, with or without its duration told. */
const job = fc.record({
  pid: fc.constantFrom(...PIDS),
  from: fc.double({ min: 0, max: LAST_S, noNaN: true }),
  lasts: fc.oneof(fc.double({ min: 0, max: 3, noNaN: true }), fc.double({ min: 0, max: 59, noNaN: true })),
  told: fc.constantFrom('id', 'duration', 'neither'),
  ends: fc.boolean(),
});
type Job = typeof job extends fc.Arbitrary<infer Value> ? Value : never;

function linesOf(
  { pid, from, lasts, told, ends }: Job,
  place: number,
): readonly (readonly [at: number, line: string])[] {
  const ms = String(Math.round(lasts * 1_000));
  const [start, end] =
    told === 'id'
      ? [`job job-${String(place)} start /mana`, `job job-${String(place)} finish 200 ${ms} ms`]
      : ['begin /mana', told === 'duration' ? `done /mana in ${ms} ms` : 'done /mana'];
  return [recordOf(from, pid, start), ...(ends ? [recordOf(from + lasts, pid, end)] : [])];
}

const recordOf = (at: number, pid: number, message: string) =>
  [at, `${timeAt(at)} $${String(pid)}\n\t${message}\n`] as const;

/** What busy workers write besides. */
const CHATTER = PIDS.flatMap((pid) =>
  Array.from({ length: LAST_S / 5 }, (_, at) => recordOf(at * 5, pid, 'cache warm')),
);

type Records = readonly (readonly [at: number, line: string])[];

const blockOf = (records: Records) => {
  const lines = [...records].sort(([a], [b]) => a - b).map(([, line]) => line);
  return { source: 1, byteOffset: 0, lineFrom: 1, bytes: Buffer.from(lines.join('')) };
};

const windowAt = (pid: number, missed: number): Window => {
  const at = (second: number) => micros((BEGIN_S + missed + second) * S);
  const reach = { from: at(-94), nearFrom: at(-44), to: at(30) };
  return { pid, ...reach, ownFrom: at(-32), ownTo: at(5), unnamedFrom: at(-32), missedAt: at(0) };
};

const window = fc
  .record({ pid: fc.constantFrom(...PIDS), missed: fc.integer({ min: 0, max: LAST_S + 60 }) })
  .map(({ pid, missed }) => windowAt(pid, missed));

/** One of each worker: what two of one worker see only together is found by chance. */
const windowsOfAll = fc.uniqueArray(window, { minLength: 1, selector: ({ pid }) => pid });

const nobody = {
  lostIds: new Map<number, ReadonlySet<string>>(),
  givenUpIds: new Set<string>(),
  unnamedUs: Infinity,
};

const lookedAt = (block: Block, windows: readonly Window[]) => {
  const { row } = scanBlock(block, readers, SURVEY).findings;
  return lookClosely(block, readers, { windows, clock, row, ...nobody });
};

/** The last of these rows of the window's worker that lies before a moment. */
const lastBefore = (rows: readonly ActivityRow[], pid: number | undefined, moment: number) =>
  rows.findLast((row) => row.pid === pid && instantOf(row.first, clock) < moment);

it('finds near the ends of workers what a look at whole windows finds', () => {
  const jobs = fc.array(job, { minLength: 20, maxLength: 60 });
  fc.assert(
    fc.property(jobs, fc.boolean(), windowsOfAll, (some, isBusy, windows) => {
      const block = blockOf([...some.flatMap(linesOf), ...(isBusy ? CHATTER : [])]);
      const { findings, spans } = lookedAt(block, windows);
      const whole = scanBlock(block, readers, closeUpOf(interestOf(windows, clock, nobody), undefined));
      expect(spans).toEqual(whole.spans);
      const signs = telling(whole.findings.activity, clock, windows);
      for (const { pid, ownFrom, missedAt } of windows)
        for (const moment of [ownFrom, missedAt])
          expect(lastBefore(findings.activity, pid, moment)).toEqual(lastBefore(signs, pid, moment));
    }),
    { numRuns: 300 },
  );
});

it('takes no try near the end of a worker for an earlier one of the same id', () => {
  const job = (at: number, told: string) => recordOf(at, 4101, `job job-7 ${told}`);
  const tries = [job(50, 'start /mana'), job(96, 'start /mana'), job(100, 'finish 200 50000 ms')];
  const { spans } = lookedAt(blockOf([...tries, recordOf(95, 4101, 'cache warm')]), [windowAt(4101, 130)]);
  expect(spans.map(({ start }) => start?.origin.line)).toEqual([1]);
});
