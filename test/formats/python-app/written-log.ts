import { chooseLayouts } from '../../../src/scan/choose-layouts.ts';
import { openReaders } from '../../../src/scan/readers.ts';
import { scanBlock } from '../../../src/scan/scan-block.ts';
import { SURVEY } from '../../../src/scan/block.ts';
import { formats } from '../../../src/formats/registry.ts';
import type { BlockFindings } from '../../../src/model/findings.ts';
import type { Layout } from '../../../src/model/layout.ts';

/** What a line may tell of one request. */
export interface Told {
  readonly time: string;
  readonly pid: number;
  readonly n: number;
  readonly path: string;
  readonly ms: number;
  readonly status: number;
}

/** How an imaginary application writes the start and the end of a request. */
export interface Style {
  readonly name: string;
  readonly start: (told: Told) => string;
  readonly end: (told: Told) => string;
}

const PIDS = [4101, 4102, 4103];
const PATHS = ['/item', '/cart/add', '/feed.xml'];
export const UNFINISHED = 3;

/** A small deterministic source of variety. */
const spread = (n: number): number => (n * 2_654_435_761) % 97;

const timeAt = (ms: number): string =>
  new Date(Date.UTC(2026, 10, 23, 9, 45, 0) + ms).toISOString().replace('T', ' ').replace('.', ',').slice(0, 23);

/** A log of 60 interleaved requests in three workers, of which the last few never end. */
export function write({ start, end }: Style): readonly string[] {
  const lines = Array.from({ length: 60 }, (_, n) => {
    const [pid = 0, path = ''] = [PIDS[spread(n) % 3], PATHS[spread(n + 7) % 3]];
    const [from, ms] = [n * 137, 40 + spread(n) * 9];
    const told = { pid, path, n: 870_000 + n * 13, ms, status: n % 11 === 5 ? 500 : 200 };
    const first = { at: from, line: start({ ...told, time: timeAt(from) }) };
    return n >= 60 - UNFINISHED ? [first] : [first, { at: from + ms, line: end({ ...told, time: timeAt(from + ms) }) }];
  });
  return lines
    .flat()
    .sort((a, b) => a.at - b.at)
    .flatMap(({ line }) => line.split('\n'));
}

/** What the formats make of such a log: how it is laid out, and what its scan leaves. */
export function learnAndScan(
  lines: readonly string[],
  workerPids: readonly number[] = PIDS,
): { layouts: readonly Layout[]; findings: BlockFindings } {
  const layouts = chooseLayouts(formats, { lines, workerPids: new Set(workerPids), stated: [] });
  const block = { source: 1, byteOffset: 0, lineFrom: 1, bytes: Buffer.from(`${lines.join('\n')}\n`) };
  return {
    layouts,
    findings: scanBlock(
      block,
      openReaders({ layouts, envelopes: [] }, { envelopes: [], formats, supervisors: [] }),
      SURVEY,
    ).findings,
  };
}
