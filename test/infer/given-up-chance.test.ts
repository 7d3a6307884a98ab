import { describe, expect, it } from 'vitest';
import { cutOffDespite } from '../../src/infer/ran-on.ts';
import { stillRunning } from '../../src/infer/still-running.ts';
import type { ServerFacts } from '../../src/model/report.ts';
import type { ProxyOutcome, Request } from '../../src/model/request.ts';
import { micros } from '../../src/model/time.ts';
import type { Death } from '../../src/model/worker.ts';

interface Seen {
  readonly from: number;
  readonly to: number;
  readonly outcome?: ProxyOutcome;
  /** Index of the worker that is thought to have held it. */
  readonly worker?: number;
}

/** A request of which a proxy alone tells, in seconds. */
const seen = ({ from, to, outcome = 'answered', worker }: Seen): Request => {
  const facts = { id: undefined, method: 'GET', target: '/', status: undefined, durationUs: (to - from) * 1e6 };
  const origin = { source: 1, line: 1, byteOffset: 0 };
  return {
    ...{ ...facts, pid: undefined, host: undefined, worker, startedAt: micros(from * 1e6) },
    endedAt: worker === undefined ? micros(to * 1e6) : undefined,
    proxy: { at: micros(to * 1e6), outcome },
    evidence: [{ kind: 'request', edge: 'whole', pid: undefined, text: '', stamp: undefined, origin, facts }],
  };
};

/** Sixty requests a minute that are answered after half a second; of two workers one is missed at 100 s, held since 90 s. */
const ANSWERED = Array.from({ length: 180 }, (_, at) => seen({ from: at, to: at + 0.5 }));
const HELD = seen({ from: 89.5, to: 94.5, outcome: 'client-left', worker: 0 });

const chanceOf = (others: readonly Request[]): number => {
  const chanceIn = stillRunning(
    { requests: [...ANSWERED, HELD, ...others], logs: new Map([[1, 'access.log']]) },
    [1e8],
  );
  return chanceIn({ onsets: [{ at: 90e6, weight: 1 }], timeoutAt: 1e8, goneAt: 1.01e8, workers: () => 2, worker: 0 })(
    HELD,
  );
};

describe('a request whose client left while a worker stood still', () => {
  it('was in that worker where nobody leaves at other times', () => {
    expect(chanceOf([])).toBeGreaterThan(0.9);
  });

  it('may as well have been slow elsewhere where clients leave after such a wait all the time', () => {
    const leaving = Array.from({ length: 180 }, (_, at) => seen({ from: at, to: at + 5, outcome: 'client-left' }));
    expect(chanceOf(leaving.filter(({ startedAt = 0 }) => startedAt < 80e6 || startedAt > 101e6))).toBeLessThan(0.75);
  });

  it('was in none that it left before that was held', () => {
    const early = seen({ from: 70, to: 75, outcome: 'client-left', worker: 0 });
    const chanceIn = stillRunning({ requests: [...ANSWERED, early], logs: new Map([[1, 'access.log']]) }, [1e8]);
    expect(
      chanceIn({ onsets: [{ at: 90e6, weight: 1 }], timeoutAt: 1e8, goneAt: 1.01e8, workers: () => 2, worker: 0 })(
        early,
      ),
    ).toBe(0);
  });
});

const DEATH: Death = {
  ...{ cause: 'timeout', signal: undefined, exitCode: undefined, silent: false, kernel: undefined },
  ...{ timeoutAt: micros(100e6), goneAt: micros(103e6) },
};
const SERVER: ServerFacts = {
  ...{ kind: 'gunicorn', version: '20.1.0', workerClass: 'gevent', workers: 2 },
  ...{ timeoutSeconds: 10, timeoutFrom: 'config' },
};

describe('what was given up in front and ran on in a gevent worker whose abort found another request', () => {
  it.each([
    ['ended in peace, mostly', {}, {}, 0.1],
    ['did not where the worker was shot', { signal: 9 }, {}, 1],
    ['did not where the worker left with a code', { exitCode: 1 }, {}, 1],
    ['cannot be told where it left at once', { goneAt: micros(101e6) }, {}, 1],
    [
      'ended in peace where no code is told by a master that tells codes',
      { goneAt: micros(101e6) },
      { version: '23.0.0' },
      0.1,
    ],
    ['did not in other workers', {}, { workerClass: 'gthread' }, 1],
  ])('%s', (_what, death, server, expected) => {
    const ended = { death: { ...DEATH, ...death }, server: { ...SERVER, ...server }, leavesAt: undefined };
    expect(cutOffDespite(HELD, ended)).toBe(expected);
  });

  it('ended in peace where the worker said a second later that it leaves: who is shot says none', () => {
    const death = { ...DEATH, goneAt: micros(101e6) };
    expect(cutOffDespite(HELD, { death, server: SERVER, leavesAt: micros(101e6) })).toBe(0.1);
    expect(cutOffDespite(HELD, { death, server: SERVER, leavesAt: micros(100e6) })).toBe(1);
  });

  it('is not asked of what the proxy lost', () => {
    const lost = seen({ from: 89, to: 103, outcome: 'lost', worker: 0 });
    expect(cutOffDespite(lost, { death: DEATH, server: SERVER, leavesAt: undefined })).toBe(1);
  });
});
