import type { LifecycleEvent, RequestEvent } from '../../src/model/event.ts';
import type { ActivityRow, BlockFindings } from '../../src/model/findings.ts';
import type { Origin } from '../../src/model/line.ts';
import { type Stamp, wallMicros } from '../../src/model/time.ts';

export const BLOCK_BYTES = 1_000;

const stamp = (second: number): Stamp => ({
  wall: wallMicros(Date.UTC(2021, 2, 12, 9, 57, second) * 1_000),
  offsetMin: 480,
  precision: 's',
});

const origin = (source: number, byteOffset: number): Origin => ({
  source,
  line: 1 + Math.floor(byteOffset / 100),
  byteOffset,
});

export const timeout = (source: number, byteOffset: number): LifecycleEvent => ({
  kind: 'lifecycle',
  origin: origin(source, byteOffset),
  stamp: stamp(44),
  pid: 20420,
  text: '[2021-03-12 09:57:44 +0800] [20420] [CRITICAL] WORKER TIMEOUT (pid:20431)',
  step: { what: 'worker-timeout', worker: 20431 },
});

export const edge = (source: number, byteOffset: number, which: 'start' | 'end'): RequestEvent => ({
  kind: 'request',
  edge: which,
  origin: origin(source, byteOffset),
  stamp: stamp(10),
  pid: 20431,
  text: '2021-03-12 09:57:10,131 20431 run job 17',
  facts: { id: '17', method: undefined, target: undefined, status: undefined, durationUs: undefined },
});

export const activity = (source: number, byteOffset: number): ActivityRow => ({
  source,
  pid: 20431,
  first: stamp(10),
  last: stamp(14),
  firstOrigin: origin(source, byteOffset),
  lastOrigin: origin(source, byteOffset + 300),
  records: 4,
  started: 2,
  finished: 1,
});

/** All kinds of findings in a block of ten lines, which begins at a multiple of `BLOCK_BYTES`. */
export const block = (source: number, byteFrom: number): BlockFindings => ({
  row: {
    source,
    byteFrom,
    byteTo: byteFrom + BLOCK_BYTES,
    lineFrom: 1 + byteFrom / 100,
    lines: 10,
    first: stamp(10),
    last: undefined,
  },
  events: [timeout(source, byteFrom + 500)],
  edges: [edge(source, byteFrom, 'start'), edge(source, byteFrom + 100, 'end')],
  activity: [activity(source, byteFrom)],
  unrecognised: [
    {
      template: '*** <n> ***',
      count: 2,
      example: origin(source, byteFrom + 900),
      exampleText: `*** ${byteFrom} ***`,
    },
  ],
  unrecognisedLines: 2,
});
