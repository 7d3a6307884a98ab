import { describe, expect, it } from 'vitest';
import { clockWarnings } from '../../../src/correlate/clocks/clock-warnings.ts';
import { correlate } from '../../../src/correlate/correlate.ts';
import { conclude } from '../../../src/infer/conclude.ts';
import type { CaseFacts } from '../../../src/model/facts.ts';
import type { RequestEvent } from '../../../src/model/event.ts';
import type { LifecycleStep } from '../../../src/model/lifecycle.ts';
import { type Stamp, wallMicros } from '../../../src/model/time.ts';
import { booting, edge, factsWith, source, spoke, told } from '../told.ts';

const missed = (worker: number): LifecycleStep => ({ what: 'worker-timeout', worker, limitSeconds: 15 });

/** Puma 5.6.5 on a console, in the order of its lines, without times. */
const puma = (...steps: readonly LifecycleStep[]) =>
  told(...steps.map((step) => [0, 1, step] as const)).map((event, at) => {
    const stamp: Stamp = { wall: wallMicros(at), offsetMin: undefined, precision: 'us' };
    return { ...event, stamp };
  });

const DIED = puma(booting(10), booting(11), missed(10), booting(12));
const TWICE = [...DIED, ...puma(...DIED.map(({ step }) => step), missed(11), booting(13)).slice(4)];

/** A line of nginx' error log. */
const lost = (at: number, target: string): RequestEvent =>
  edge('whole', { at, line: at, target, upstreamError: 'closed' });

const facts = (requests: readonly RequestEvent[], changes: Partial<CaseFacts> = {}): CaseFacts => ({
  ...factsWith({ lifecycle: DIED, requests, sources: [source(1, 'puma.log'), source(2, 'nginx/error.log')] }),
  activity: [{ ...spoke(0, 5, 300), pid: undefined }],
  ...changes,
});

const diedAt = (given: CaseFacts) =>
  conclude(correlate(given)).map(({ death, worker: { pid } }) => [pid, death.goneAt / 1e6 - 1_700_000_000]);

describe("a server's log without times beside a proxy's", () => {
  it('is dated by the moment at which the proxy lost connections, and these were in the worker that ended', () => {
    const given = facts([lost(100, '/'), lost(101, '/native')]);
    expect(diedAt(given)).toEqual([[10, 100]]);
    const [incident] = conclude(correlate(given));
    expect(incident?.claims.map(({ request }) => request?.target)).toEqual(['/', '/native']);
    expect(incident?.worker.bootedAt).toBe(1_700_000_005e6);
  });

  it('is dated end by end where there are as many', () => {
    const lifecycle = TWICE;
    expect(diedAt(facts([lost(100, '/'), lost(200, '/native')], { lifecycle }))).toEqual([
      [10, 100],
      [11, 200],
    ]);
  });

  it('is left alone where there are more or fewer', () => {
    const undated = (given: CaseFacts) => diedAt(given).every(([, at]) => (at ?? 0) < 0);
    expect(undated(facts([lost(100, '/'), lost(200, '/native')]))).toBe(true);
    expect(undated(facts([lost(100, '/')], { lifecycle: TWICE }))).toBe(true);
  });

  it('tells no boot where the proxy was heard of too late', () => {
    const activity = [{ ...spoke(0, 95, 300), pid: undefined }];
    const [incident] = conclude(correlate(facts([lost(100, '/')], { activity })));
    expect(incident?.worker.bootedAt).toBeUndefined();
  });

  it('is told of as such', () => {
    const [warning] = clockWarnings(facts([lost(100, '/')]));
    expect(warning?.cause).toContain('the moments at which connections were lost in nginx/error.log');
  });
});
