import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formats } from '../../src/formats/registry.ts';
import { pairEdges } from '../../src/correlate/requests/pair-edges.ts';
import { openReaders } from '../../src/scan/readers.ts';
import { type Block, SURVEY } from '../../src/scan/block.ts';
import { CarriedStarts } from '../../src/scan/carried-starts.ts';
import { cutBlocks } from '../../src/scan/cut-blocks.ts';
import { moveLines } from '../../src/scan/move-lines.ts';
import { scanBlock } from '../../src/scan/scan-block.ts';
import type { BlockFindings } from '../../src/model/findings.ts';
import { storedBlocks } from '../../src/scan/stored-blocks.ts';
import type { Chunk } from '../../src/sources/source.ts';
import { supervisors } from '../../src/supervisors/registry.ts';
import { source } from '../correlate/told.ts';
import { learnAndScan, write } from '../formats/python-app/written-log.ts';

const TRACEBACK = [
  '2026-11-23 09:45:05,000 [4101] [ERROR] shop: Exception on /item [GET]',
  'Traceback (most recent call last):',
  '  File "/srv/app.py", line 3, in item',
  '    raise KeyError("x")',
  "KeyError: 'x'",
];
const LINES = write({
  name: 'no id',
  start: ({ time, pid, path }) => `${time} [${String(pid)}] [INFO] shop: begin GET ${path}`,
  end: ({ time, pid, path, status, ms }) =>
    `${time} [${String(pid)}] [INFO] shop: end GET ${path} ${String(status)} in ${String(ms)} ms`,
}).flatMap((line, at) => (at % 20 === 19 ? [line, ...TRACEBACK] : [line]));
const TEXT = `${LINES.join('\n')}\n`;
const { layouts } = learnAndScan(LINES);
const readers = openReaders({ layouts, envelopes: [] }, { envelopes: [], formats, supervisors });

/** Chunks of so many whole lines each, in turn. */
async function* chunksOf(sizes: readonly number[]): AsyncIterable<Chunk> {
  let byteOffset = 0;
  let from = 0;
  for (let turn = 0; from < LINES.length; turn += 1) {
    const lines = LINES.slice(from, from + (sizes[turn % sizes.length] ?? 1));
    const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
    yield { bytes, byteOffset };
    byteOffset += bytes.length;
    from += lines.length;
    await Promise.resolve();
  }
}

/** Findings of blocks in order, their lines counted through. */
async function inOrder(blocks: Iterable<Block> | AsyncIterable<Block>): Promise<readonly BlockFindings[]> {
  const found: BlockFindings[] = [];
  let lineFrom = 1;
  for await (const block of blocks) {
    const findings = moveLines(scanBlock(block, readers, SURVEY).findings, lineFrom);
    lineFrom += findings.row.lines;
    found.push(findings);
  }
  return found;
}

const survey = (sizes: readonly number[]): Promise<readonly BlockFindings[]> =>
  inOrder(cutBlocks(chunksOf(sizes), readers, 1));

/** Blocks that are told by looks at their ends, and what they leave over, read in order. */
function* byLooks(blockBytes: number): Generator<Block> {
  const bytes = Buffer.from(TEXT);
  const read = (from: number, to: number): Buffer => bytes.subarray(from, to);
  let rest = 0;
  for (const { byteFrom, byteTo, lineFrom } of storedBlocks(
    { source: 1, file: 'run.log', bytes: bytes.length, read, blockBytes },
    readers,
    0,
  )) {
    yield { source: 1, byteOffset: byteFrom, lineFrom, bytes: bytes.subarray(byteFrom, byteTo) };
    rest = byteTo;
  }
  yield { source: 1, byteOffset: rest, lineFrom: 1, bytes: bytes.subarray(rest) };
}

const SOURCES = [{ ...source(1, 'run.log'), layouts }];
const events = (found: readonly BlockFindings[]) => found.flatMap((block) => block.events);
const unfinished = (found: readonly BlockFindings[]) =>
  pairEdges(
    found.flatMap(({ edges }) => edges),
    SOURCES,
  )
    .filter(({ start, end }) => !start || !end)
    .map(({ start, end }) => (start ?? end)?.origin.line)
    .sort();

/** Where edges stand that are left when those of requests that ended well are carried from block to block. */
function leftEdges(found: readonly BlockFindings[]): readonly number[] {
  const carried = new CarriedStarts();
  const blocks = found.map((block) => carried.take(block));
  const done = new Set(blocks.flatMap(({ crossing = [] }) => crossing.map(({ start }) => start.origin.line)));
  const lines = blocks.flatMap(({ edges }) => edges.map(({ origin }) => origin.line));
  return lines.filter((line) => !done.has(line)).sort();
}

it('finds the same wherever the chunks end', async () => {
  const whole = await survey([LINES.length]);
  expect(events(whole)).toHaveLength(Math.floor(LINES.length / (20 + TRACEBACK.length)));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }), async (sizes) => {
      const cut = await survey(sizes);
      expect(events(cut)).toEqual(events(whole));
      expect(unfinished(cut)).toEqual(unfinished(whole));
      expect(leftEdges(cut)).toEqual(leftEdges(whole));
    }),
  );
});

it('finds the same in blocks of any length that are told by looks at their ends', async () => {
  const whole = await survey([LINES.length]);
  const small = await inOrder(byLooks(1_024));
  expect(small.length).toBeGreaterThan(5);
  expect(small.flatMap(({ edges }) => edges).length).toBeGreaterThan(leftEdges(small).length);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 3_000 }), async (blockBytes) => {
      const cut = await inOrder(byLooks(blockBytes));
      expect(events(cut)).toEqual(events(whole));
      expect(unfinished(cut)).toEqual(unfinished(whole));
      expect(leftEdges(cut)).toEqual(leftEdges(whole));
    }),
  );
});

it('cuts blocks that hold all bytes and lines, once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }), async (sizes) => {
      const rows = (await survey(sizes)).map(({ row }) => row);
      expect(rows.map(({ byteFrom }) => byteFrom)).toEqual([0, ...rows.slice(0, -1).map(({ byteTo }) => byteTo)]);
      expect(rows.at(-1)?.byteTo).toBe(Buffer.byteLength(TEXT));
      expect(rows.reduce((sum, { lines }) => sum + lines, 0)).toBe(LINES.length);
    }),
  );
});

it('leads back to the bytes of each record', async () => {
  for (const { origin, text } of events(await survey([7]))) {
    expect(TEXT.slice(origin.byteOffset, origin.byteOffset + text.length)).toBe(text);
    expect(LINES[origin.line - 1]).toBe(text.split('\n')[0]);
  }
});
