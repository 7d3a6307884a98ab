import { describe, expect, it } from 'vitest';
import { openDespiteLosses } from '../../src/infer/lost-ends.ts';
import type { Request } from '../../src/model/request.ts';
import { micros } from '../../src/model/time.ts';
import { edge } from '../correlate/told.ts';

const seconds = (at: number) => micros(at * 1e6);
const request = (startedAt: number | undefined, endedAt: number | undefined): Request => ({
  ...{ id: undefined, method: 'GET', target: '/a', status: undefined, durationUs: undefined },
  ...{ pid: 7, host: undefined, worker: 0 },
  startedAt: startedAt === undefined ? undefined : seconds(startedAt),
  endedAt: endedAt === undefined ? undefined : seconds(endedAt),
  evidence: [edge(startedAt === undefined ? 'end' : 'start', { at: startedAt ?? endedAt ?? 0, pid: 7, line: 1 })],
});

/** A hundred requests of a second each, and so many ends of which no start is told. */
const chanceAfter = (orphans: number, ageS: number, proxy?: 'lost'): number => {
  const whole = Array.from({ length: 100 }, (_, at) => request(at, at + 1));
  const ends = Array.from({ length: orphans }, (_, at) => request(undefined, 50 + at));
  const open = request(100, undefined);
  const told = proxy ? { ...open, proxy: { at: seconds(100 + ageS), outcome: proxy } } : open;
  return openDespiteLosses({
    requests: [...whole, ...ends],
    logs: new Map(),
    workers: [],
    served: { begun: 100, ended: 97 },
  })(told, seconds(100 + ageS));
};

describe('a request without an end', () => {
  it('was open in a log that tells the start of every end, however long others took', () => {
    expect(chanceAfter(0, 60)).toBe(1);
    expect(chanceAfter(1, 60)).toBe(1);
  });

  it('was rather not where lines are missing and hardly any other lasted as long', () => {
    expect(chanceAfter(6, 0.5)).toBe(1);
    expect(chanceAfter(6, 10)).toBeLessThan(0.05);
    expect(chanceAfter(6, 10, 'lost')).toBe(1);
  });

  it('and that the proxy gave up was rather not where the server tells starts alone, unless others took as long', () => {
    const answered = Array.from({ length: 40 }, (_, at): Request => {
      const proxy = { at: seconds(at + 1), outcome: 'answered' as const };
      return { ...request(at, at + 1), durationUs: 1e6, proxy, evidence: [edge('whole', { at: at + 1, line: at })] };
    });
    const left: Request = { ...request(100, undefined), proxy: { at: seconds(101), outcome: 'client-left' } };
    const openAt = openDespiteLosses({
      requests: [...answered, left],
      logs: new Map(),
      workers: [],
      served: { begun: 100, ended: 97 },
    });
    expect(openAt(left, seconds(100.5))).toBe(1);
    expect(openAt(left, seconds(115))).toBeLessThan(0.05);
    expect(openAt(request(100, undefined), seconds(115))).toBe(1);
  });

  it('and that the proxy still waited for was open, and grew no younger by what it had waited', () => {
    const lasting = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    const answered = Array.from({ length: 40 }, (_, at): Request => {
      const lasts = lasting[at % 10] ?? 1;
      const proxy = { at: seconds(at + lasts), outcome: 'answered' as const };
      return {
        ...request(at, at + lasts),
        durationUs: lasts * 1e6,
        proxy,
        evidence: [edge('whole', { at, line: at })],
      };
    });
    const left: Request = { ...request(100, undefined), proxy: { at: seconds(108), outcome: 'timeout' } };
    const openAt = openDespiteLosses({
      requests: [...answered, left],
      logs: new Map(),
      workers: [],
      served: { begun: 100, ended: 97 },
    });
    expect(openAt(left, seconds(107.5))).toBe(1);
    expect(openAt(left, seconds(108))).toBe(1);
    // A fifth lasts longer than eight seconds, a tenth longer than nine.
    expect(openAt(left, seconds(109.5))).toBeGreaterThan(0.4);
    expect(openAt(left, seconds(115))).toBeLessThan(0.2);
  });

  it('and that the proxy gave up was rather not where of ends the proxy alone tells', () => {
    const answered = Array.from({ length: 40 }, (_, at) => ({
      ...request(at, at + 1),
      durationUs: 1_000_000,
      proxy: { at: seconds(at + 1), outcome: 'answered' as const },
    }));
    const left: Request = { ...request(100, undefined), proxy: { at: seconds(105), outcome: 'client-left' } };
    const openIn = (requests: readonly Request[]) =>
      openDespiteLosses({ requests, logs: new Map(), workers: [], served: { begun: 100, ended: 97 } });
    expect(openIn([...answered, left])(left, seconds(115))).toBeLessThan(0.05);
    expect(openIn([...answered, request(50, 51), left])(left, seconds(115))).toBe(1);
  });

  it('was rather not where workers that lived on leave some behind that are far older than any took', () => {
    const whole = Array.from({ length: 100 }, (_, at) => ({
      ...request(at, at + 1),
      pid: undefined,
      worker: undefined,
    }));
    const left = [20, 40, 60].map((at) => ({ ...request(at, undefined), pid: undefined, worker: undefined }));
    const open = request(100, undefined);
    const chanceWith = (some: readonly Request[], ageS: number): number =>
      openDespiteLosses({
        requests: [...whole, ...some],
        logs: new Map(),
        workers: [],
        served: { begun: 100, ended: 97 },
      })(open, seconds(100 + ageS));
    expect(chanceWith(left.slice(0, 1), 10)).toBe(1);
    expect(chanceWith(left, 0.5)).toBe(1);
    expect(chanceWith(left, 10)).toBeLessThan(0.1);
  });

  it('may have ended unseen where an application tells starts alone, as its client had left', () => {
    const named = (one: Request, id: string): Request => ({
      ...one,
      ...{ id, evidence: [edge('start', { at: 0, pid: 7, line: 1, id })] },
    });
    const whole = Array.from({ length: 100 }, (_, at) => named(request(at, at + 1), String(at)));
    const open = named(request(100, undefined), '100');
    const left: Request = { ...open, proxy: { at: seconds(105), outcome: 'client-left' } };
    const openAt = openDespiteLosses({
      requests: [...whole, open],
      logs: new Map(),
      workers: [],
      served: { begun: 101, ended: 0 },
    });
    expect(openAt(open, seconds(100.5))).toBe(1);
    expect(openAt(open, seconds(110))).toBeLessThan(0.1);
    expect(openAt(left, seconds(104))).toBeGreaterThan(openAt(left, seconds(106)));
  });
});
