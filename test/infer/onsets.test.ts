import { describe, expect, it } from 'vitest';
import { onsetsOf } from '../../src/infer/onsets.ts';
import type { ServerFacts } from '../../src/model/report.ts';
import { micros } from '../../src/model/time.ts';
import type { Death } from '../../src/model/worker.ts';

const death = (timeoutAt: number | undefined): Death => ({
  ...{ cause: 'signal', signal: 9, exitCode: undefined, silent: false, kernel: undefined },
  timeoutAt: timeoutAt === undefined ? undefined : micros(timeoutAt * 1e6),
  goneAt: micros(100e6),
});
const server = (timeoutFrom: ServerFacts['timeoutFrom']): ServerFacts => ({
  ...{ kind: 'gunicorn', version: '20.1.0', workerClass: 'gevent', workers: 3 },
  ...{ timeoutSeconds: 30, timeoutFrom },
});
const range = (timeoutAt: number | undefined, from: ServerFacts['timeoutFrom']) => {
  const seconds = onsetsOf(death(timeoutAt), server(from)).map(({ at }) => at / 1e6);
  return [Math.min(...seconds), Math.max(...seconds)];
};

describe('since when a worker may have been held', () => {
  it.each([
    ['its end, where it was just killed', undefined, 'config', [99.75, 101]],
    ['its timeout before it was missed', 98, 'config', [66, 69]],
    ['any time, where the timeout is not known', 98, 'assumed', [-21.5, 97.5]],
  ] as const)('since %s', (_what, timeoutAt, from, expected) => {
    expect(range(timeoutAt, from)).toEqual(expected);
  });

  it('was not held before its boot, and hardly for a second or two', () => {
    const onsets = onsetsOf(death(98), server('assumed'), { bootedAt: micros(90e6) });
    expect(onsets.map(({ at, weight }) => [at / 1e6, Number((weight * (98.5 - at / 1e6)).toFixed(3))])).toEqual([
      ...[97.5, 96.5].map((at) => [at, 0.1]),
      ...[95.5, 94.5, 93.5, 92.5, 91.5, 90.5].map((at) => [at, 1]),
    ]);
  });

  it('was held no longer than whoever was missed the soonest after its boot lived, with seconds cut off', () => {
    const onsets = onsetsOf(death(98), server('assumed'), { longestSeconds: 4 });
    expect(onsets.map(({ at }) => at / 1e6)).toEqual([97.5, 96.5, 95.5, 94.5, 93.5, 92.5, 91.5]);
  });

  it('may begin half a timeout after the last beat of a uvicorn worker', () => {
    const seldom = { ...server('config'), workerClass: 'uvicorn.workers.UvicornWorker' };
    const seconds = onsetsOf(death(98), seldom).map(({ at }) => at / 1e6);
    expect([Math.min(...seconds), Math.max(...seconds)]).toEqual([66, 84]);
  });
});
