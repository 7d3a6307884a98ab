import { expect, it } from 'vitest';
import { onsetsOf } from '../../src/infer/onsets.ts';
import { stillRunning } from '../../src/infer/still-running.ts';
import type { ServerFacts } from '../../src/model/report.ts';
import type { Request } from '../../src/model/request.ts';
import { micros } from '../../src/model/time.ts';
import { edge } from '../correlate/told.ts';

const seconds = (at: number) => micros(at * 1e6);
const request = (startedAt: number, endedAt: number | undefined): Request => ({
  ...{ id: undefined, method: 'GET', target: '/a', status: undefined, durationUs: undefined },
  ...{ pid: undefined, host: undefined, worker: 0, startedAt: seconds(startedAt) },
  endedAt: endedAt === undefined ? undefined : seconds(endedAt),
  evidence: [edge('start', { at: startedAt, line: 1 })],
});

const server: ServerFacts = {
  ...{ kind: 'gunicorn', version: null, workerClass: 'gevent', workers: 3 },
  ...{ timeoutSeconds: null, timeoutFrom: null },
};
const death = {
  ...({ cause: 'signal', signal: 9, exitCode: undefined, timeoutAt: undefined } as const),
  ...{ goneAt: seconds(20), silent: false, kernel: undefined },
};

/** How likely one that began then was in one of three workers, which died in the second from 20 on; the log goes on for so long. */
const chanceOf = (startedAt: number, logS: number): number => {
  const open = request(startedAt, undefined);
  const quick = Array.from({ length: logS }, (_, at) => request(at + 0.1, at + 0.2));
  const before = request(2.5, undefined);
  const place = {
    onsets: onsetsOf(death, server),
    timeoutAt: undefined,
    goneAt: death.goneAt,
    workers: () => 3,
    worker: 0,
  };
  return stillRunning({ requests: [before, ...quick, open], logs: new Map() }, [seconds(3), seconds(20)])(place)(open);
};

it('what never ended in a log that goes on for hours was in the worker that died', () => {
  expect(chanceOf(19.9, 30)).toBeGreaterThan(0.9);
  expect(chanceOf(19.9, 7_200)).toBeGreaterThan(0.9);
});

it('and may have been, where it began in the second of which that death is told', () => {
  expect(chanceOf(20.3, 7_200)).toBeGreaterThan(0.5);
});

it('what another worker took with it before says nothing of since when this one was held', () => {
  const missed = { ...death, cause: 'timeout', timeoutAt: seconds(20) } as const;
  const { timeoutAt, goneAt } = missed;
  const place = { worker: 0, onsets: onsetsOf(missed, server), timeoutAt, goneAt, workers: () => 3 };
  const quick = Array.from({ length: 60 }, (_, at) => request(at + 0.1, at + 0.2));
  const [before, open] = [{ ...request(5, undefined), worker: 1 }, request(15, undefined)];
  const chanceIn = stillRunning({ requests: [...quick, before, open], logs: new Map() }, [seconds(12), seconds(20)]);
  expect(chanceIn(place)(open)).toBeGreaterThan(0.9);
});

it('what began right before may as well have been in another worker that died soon after', () => {
  const [place, crash] = [
    { worker: 0, onsets: onsetsOf(death, server), timeoutAt: undefined, goneAt: death.goneAt, workers: () => 2 },
    { worker: 1, bootedAt: undefined, goneAt: seconds(24) },
  ];
  const onsets = [{ at: seconds(20.6), weight: 1 }];
  const slow = Array.from({ length: 600 }, (_, at) => request(at + 0.1, at + 2));
  const open = request(19.9, undefined);
  const told = { requests: [...slow, open], logs: new Map() };
  const among = (losses: Parameters<typeof stillRunning>[2]) =>
    stillRunning(told, [seconds(20), seconds(24)], losses)(place)(open);
  expect(among([])).toBeGreaterThan(0.9);
  expect(among([{ ...crash, onsets }])).toBeCloseTo(0.5, 1);
  expect(among([{ ...crash, onsets, bootedAt: seconds(23) }])).toBeGreaterThan(0.9);
});
