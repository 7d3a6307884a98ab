import { describe, expect, it } from 'vitest';
import { findSilentDeaths } from '../../../src/correlate/deaths/silent-deaths.ts';
import type { Draft, Told } from '../../../src/correlate/lives/draft.ts';
import { toldByAborts } from '../../../src/correlate/deaths/told-by-aborts.ts';
import type { ExceptionEvent } from '../../../src/model/event.ts';
import { micros } from '../../../src/model/time.ts';
import { booting, stamp, timedOut, told } from '../told.ts';

const boot = (seconds: number, pid: number, index: number): Told => {
  const [event] = told([seconds, pid, booting(pid)]);
  if (!event) throw new Error('no event');
  return { index, at: micros(seconds * 1_000_000), event };
};

const draft = (pid: number, index: number): Draft => ({
  ...{ pid, host: undefined, boot: boot(index, pid, index), told: [] },
  ...{ firstSeenAt: undefined, lastSeenAt: undefined, signsOfLife: [], heard: [] },
});

const fault = (thread: number) =>
  ({ at: undefined, step: { what: 'kernel-fault', thread, command: 'gunicorn', signal: 11 } }) as const;

describe('a death that no server tells of', () => {
  const drafts = [draft(50, 1), draft(51, 2), draft(90, 5)];
  const boots = [boot(5, 90, 5), boot(9, 95, 9)];

  it('is his whom the kernel names, each in its turn', () => {
    const found = findSilentDeaths(drafts, boots, { kernel: [fault(50), fault(90)], isStartTold: true });
    expect(found.map(({ draft: { pid }, boot: { index } }) => [pid, index])).toEqual([
      [50, 5],
      [90, 9],
    ]);
  });

  it('is nobody’s where the kernel, without dates, tells of fewer ends than there were', () => {
    expect(findSilentDeaths(drafts, boots, { kernel: [fault(50)], isStartTold: true })).toEqual([]);
  });
});

describe('a timeout that only its abort tells of', () => {
  const frame = (file: string, name: string) => ({ file, line: 1, function: name });
  const abort = (pid: number, seconds: number): ExceptionEvent => ({
    kind: 'exception',
    origin: { source: 2, line: seconds, byteOffset: seconds * 100 },
    stamp: stamp(seconds, undefined, 'ms'),
    pid,
    text: 'Traceback',
    message: '',
    requestId: undefined,
    traceback: {
      chain: [
        {
          exception: 'SystemExit',
          message: '1',
          frames: [frame('/srv/shop.py', 'save'), frame('/usr/lib/gunicorn/workers/base.py', 'handle_abort')],
        },
      ],
      truncated: false,
      group: [],
    },
  });

  it('counts once, however many handlers wrote it', () => {
    const steps = toldByAborts([abort(7, 10), abort(7, 11), abort(8, 12)], []).map(({ step }) => step);
    expect(steps).toEqual([timedOut(7), timedOut(8)]);
  });

  it('is not his whose head other lines part from the traceback, where the server names who timed out', () => {
    const said = ['Started GET /item (7)', 'broken off: GET /feed', 'Traceback (most recent call last):'];
    const [parted, whole] = [said.join('\n'), said.slice(1).join('\n')].map((text) => ({ ...abort(7, 10), text }));
    if (!parted || !whole) throw new Error('two records');
    expect(toldByAborts([whole], told([10, 1, timedOut(8)]))).toHaveLength(1);
    expect(toldByAborts([parted], told([10, 1, timedOut(8)]))).toEqual([]);
    expect(toldByAborts([parted], [])).toHaveLength(1);
  });

  it('is the server’s to tell where its log is there', () => {
    expect(toldByAborts([abort(7, 10)], told([10, 1, timedOut(7)]))).toEqual([]);
  });
});
