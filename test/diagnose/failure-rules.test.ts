import { describe, expect, it } from 'vitest';
import { correlate } from '../../src/correlate/correlate.ts';
import { diagnoseFailures } from '../../src/diagnose/diagnose.ts';
import { nightOf } from '../../src/diagnose/night.ts';
import { rules } from '../../src/diagnose/registry.ts';
import { conclude } from '../../src/infer/conclude.ts';
import { sortFailures } from '../../src/infer/failures/sort-failures.ts';
import type { SortedFailure } from '../../src/model/conclusion.ts';
import type { CaseFacts } from '../../src/model/facts.ts';
import type { LifecycleStep } from '../../src/model/lifecycle.ts';
import type { FailureKind } from '../../src/model/report.ts';
import { micros } from '../../src/model/time.ts';
import {
  booting,
  edge,
  exiting,
  factsWith,
  signalled,
  source,
  spoke,
  started,
  timedOut,
  told,
} from '../correlate/told.ts';
import { raised, recycling, setting } from './scenes.ts';

const secondsOn = (seconds: number) => micros((1_700_000_000 + seconds) * 1_000_000);

/** What the rules say of failures in a night; those that the night itself holds are added. */
const said = (facts: Partial<CaseFacts>, failed: readonly SortedFailure[] = []) => {
  const correlation = correlate(factsWith(facts));
  const failures = [...sortFailures([], correlation), ...failed];
  return diagnoseFailures(failures, nightOf(correlation, conclude(correlation)), rules);
};

const lost = (kind: FailureKind, at: number, tookS?: number): SortedFailure => ({
  ...{ kind, label: 'GET /', at: secondsOn(at), incident: undefined, why: '', evidence: [] },
  request: {
    ...{ id: undefined, method: 'GET', target: '/', pid: undefined, host: undefined, worker: undefined },
    ...{ startedAt: undefined, endedAt: secondsOn(at), status: 502, evidence: [] },
    durationUs: tookS === undefined ? undefined : tookS * 1_000_000,
  },
});

const leaving = (why: string) =>
  told(
    ...[[0, 1, started] as const, [0, 10, booting(10)] as const, [0, 11, booting(11)] as const],
    ...[[20, 10, recycling(10, why)] as const, [20, 11, recycling(11, why)] as const],
    ...[[50, 10, { what: 'worker-graceful-timeout', worker: 10 }] as const],
    ...[[51, 10, exiting(10)] as const, [52, 11, exiting(11)] as const],
    ...[[53, 12, booting(12)] as const, [53, 13, booting(13)] as const],
  );

describe('requests that failed though no worker died', () => {
  it('say nothing where there are none', () => {
    expect(said({ lifecycle: leaving('max_requests') })).toEqual([]);
  });

  it('were cut off by workers that were recycled, with what they waited for', () => {
    const edges = [edge('start', { at: 15, pid: 10, line: 1, id: 'a' })];
    const [found, ...others] = said({ lifecycle: leaving('max_requests'), edges });
    expect(others).toEqual([]);
    expect(found).toMatchObject({ id: 'cut-off-at-leave', kind: 'recycled', count: 1, against: [] });
    expect(found?.for.join('; ')).toBe(
      'worker 10 left at that moment: max_requests; the grace period ran out, say 10; the oldest of the requests had run for 36 s',
    );
    expect(found?.remedy).toContain('--max-requests-jitter');
  });

  it.each([
    [15, false],
    [-20, true],
  ])('may have hung where the oldest had run for long before it was told to leave: begun at %i', (at, isHung) => {
    const edges = [edge('start', { at, pid: 10, line: 1, id: 'a' })];
    const [found] = said({
      lifecycle: leaving('max_requests').filter(({ step }) => step.what !== 'worker-booting'),
      edges,
    });
    expect(found?.remedy.startsWith('Look first for what the oldest waited for')).toBe(isHung);
  });

  it('are told with all workers that left at the moment of which the proxy alone tells', () => {
    const [found] = said({ lifecycle: leaving('max_requests') }, [lost('recycled', 51.5, 0.002)]);
    expect(found?.for[0]).toBe('workers 10, 11 left at that moment: max_requests');
    expect(found?.for.at(-1)).toBe('2 workers left within 5 s');
  });

  it('are told who was gone where their server began anew without a word', () => {
    const lifecycle = told(
      ...[[0, 1, started] as const, [0, 10, booting(10)] as const],
      ...[[60, 2, started] as const, [60, 12, booting(12)] as const],
    );
    const [found] = said({ lifecycle }, [lost('recycled', 60)]);
    expect(found?.for[0]).toBe('worker 10 left at that moment: their master was gone without a word');
    expect(found?.remedy).toContain('journalctl');
  });

  it('wait for no grace period where their worker had lost its master', () => {
    expect(said({ lifecycle: leaving('parent changed') }, [lost('recycled', 52)])[0]?.against).toEqual([]);
  });

  it.each([
    ['parent changed', 'journalctl'],
    ['the master got TERM', 'TimeoutStopSec'],
    ['the master got HUP', '--graceful-timeout'],
  ])('are told what to change where %s', (why, remedy) => {
    expect(said({ lifecycle: leaving(why) }, [lost('recycled', 51.5)])[0]?.remedy).toContain(remedy);
  });

  it.each([
    ['gthread', 0.75],
    ['sync', 0.25],
  ])('lost a race for an idle connection under %s: %d', (of, confidence) => {
    const lifecycle = told([0, 1, started], [0, 1, setting('worker_class', of)], [0, 10, booting(10)]);
    const [found] = said({ lifecycle }, [lost('keepAliveRace', 20, 0), lost('keepAliveRace', 90, 0)]);
    expect(found).toMatchObject({ id: 'keep-alive-race', count: 2, confidence });
    expect(found?.for).toContain('they are spread over 70 s');
  });

  it('were given up by the proxy after the time that it waits', () => {
    const lifecycle = told([0, 1, started], [0, 10, booting(10)]);
    const [found] = said({ lifecycle }, [lost('proxyGaveUp', 70, 60), lost('proxyGaveUp', 90, 60)]);
    expect(found).toMatchObject({
      id: 'proxy-did-not-wait',
      for: ['the proxy gave up 2 requests after 60 s', 'all of them asked for GET /'],
    });
  });

  it('were given up by the proxy, and never ended in the application either: then no longer wait helps', () => {
    const lifecycle = told([0, 1, started], [0, 10, booting(10)], [300, 1, signalled('usr1')]);
    const edges = [1, 2].map((line) =>
      edge('start', { at: 10, pid: 10, line, id: `r${String(line)}`, target: '/lock' }),
    );
    const requests = [1, 2].map((line) => {
      const id = `r${String(line)}`;
      const line504 = edge('whole', { at: 70, line, id, target: '/lock', status: 504, upstreamError: 'timeout' });
      return { ...line504, origin: { ...line504.origin, source: 3 } };
    });
    const sources = [source(1, 'gunicorn.err'), source(2, 'run.log'), source(3, 'front.log')];
    const [found] = said({ sources, lifecycle, edges, requests, activity: [spoke(10, 0, 300)] });
    expect(found).toMatchObject({ id: 'proxy-did-not-wait', count: 2 });
    expect(found?.for.join()).toContain(
      'had not ended 2 of them either when its log ends, 290 s after the first began',
    );
    expect(found?.remedy).toContain('A proxy that waits longer does not help');
  });

  it('were given up by the proxy, and have no end in the log of the server, which has as many as the proxy has answers', () => {
    const lifecycle = told([0, 1, started], [0, 10, booting(10)], [300, 1, signalled('usr1')]);
    const requests = [1, 2].map((line) => {
      const line504 = edge('whole', { at: 70, line, target: '/pay', status: 504, upstreamError: 'timeout' });
      return { ...line504, origin: { ...line504.origin, source: 3 } };
    });
    const sources = [source(1, 'gunicorn.err'), source(2, 'run.log'), source(3, 'front.log')];
    const inFront = { ...spoke(0, 0, 300, 3), pid: undefined, finished: 12 };
    const saidWith = (ended: number) =>
      said({ sources, lifecycle, requests, activity: [{ ...spoke(10, 0, 300), finished: ended }, inFront] })[0];
    expect(saidWith(10)?.for).toContain(
      "the server's own log, that of 10 requests, tells of no end of any of these 2: they were still waiting when it ends, or died with it",
    );
    expect(saidWith(10)?.remedy).toContain('A proxy that waits longer does not help');
    expect(saidWith(12)?.for).toHaveLength(2);
  });

  it('were asked of nobody where nginx had just lost all that it had', () => {
    const text = '2026/11/29 19:31:24 [error] 7#7: *248 no live upstreams while connecting to upstream';
    const unasked = (at: number): SortedFailure => {
      const { request, ...failure } = lost('refused', at, 0);
      const evidence = [{ ...edge('whole', { at, line: at, upstreamError: 'none-left' }), text }];
      return { ...failure, request: request && { ...request, evidence } };
    };
    const lifecycle = told([0, 1, started], [0, 10, booting(10)], [20, 1, timedOut(10)], [21, 10, exiting(10)]);
    const [found, ...others] = said({ lifecycle }, [unasked(22), unasked(25)]);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ id: 'taken-for-down', count: 2, confidence: 0.75, against: [] });
    expect(found?.for).toContain('it had just lost connections to workers that died: i1');
    expect(said({ lifecycle }, [unasked(80)])[0]?.against).toHaveLength(1);
  });

  it('had no server to be sent to while the only worker stood still, which is no stop of the server', () => {
    const lifecycle = told(
      ...[[0, 1, started] as const, [0, 1, setting('timeout', '25')] as const, [0, 10, booting(10)] as const],
      ...[[45, 1, timedOut(10)] as const, [46, 11, booting(11)] as const],
    );
    const unasked = (at: number): SortedFailure => {
      const failure = lost('refused', at);
      const line = edge('whole', { at, line: at, status: 503, target: '/', upstreamError: 'none-left' });
      return { ...failure, request: failure.request && { ...failure.request, evidence: [line] } };
    };
    const [found, ...others] = said({ lifecycle }, [unasked(28), unasked(38), unasked(50)]);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ id: 'taken-for-down', count: 3, against: [] });
    expect(found?.for).toContain('workers stood still meanwhile, and answered neither it nor its checks: i1');
    expect(said({ lifecycle: told([0, 1, started], [0, 10, booting(10)]) }, [lost('refused', 15)])[0]).toMatchObject({
      ...{ id: 'nothing-listened', confidence: 0.5 },
    });
  });

  it('found nobody who listened, and when the master had gone', () => {
    const lifecycle = told([0, 1, started], [0, 10, booting(10)], [20, 1, signalled('term')]);
    const near = said({ lifecycle }, [lost('refused', 22)]);
    expect(near[0]).toMatchObject({ id: 'nothing-listened', confidence: 0.75, against: [] });
    const far = said({ lifecycle }, [lost('refused', 300)]);
    expect(far[0]).toMatchObject({ confidence: 0.5 });
    expect(far[0]?.against).toHaveLength(1);
  });

  it.each([
    ['gunicorn', 'kill -HUP'],
    ['puma', 'kill -USR1'],
    ['unicorn', 'kill -USR2'],
    ['odoo', 'by its own signal'],
  ])('are told how %s is replaced without a gap', (server, remedy) => {
    const begun = told([0, 1, { what: 'master-started', server, version: undefined }], [20, 1, signalled('term')]);
    expect(said({ lifecycle: begun }, [lost('refused', 22)])[0]?.remedy).toContain(remedy);
  });

  it.each([
    ['[Errno 28] No space left on device', ['nothing-written']],
    ['[Errno 2] No such file or directory', []],
  ])('are told of a full disk where most errors say so: %s', (message, ids) => {
    const error = { ...lost('appError', 30), evidence: [raised('OSError', message)] };
    expect(said({}, [error, error, lost('appError', 31)]).map(({ id }) => id)).toEqual(ids);
    expect(said({}, [error, lost('appError', 31), lost('appError', 32)])).toEqual([]);
  });

  it('are told to look at the boots that failed first', () => {
    const failed: LifecycleStep = { what: 'worker-failed-to-boot', reason: 'Exception in worker process' };
    const lifecycle = told([0, 1, started], [20, 10, booting(10)], [20, 10, failed], [20, 10, exiting(10)]);
    for (const kind of ['refused', 'recycled'] as const)
      expect(said({ lifecycle }, [lost(kind, 22)])[0]?.remedy).toContain('New workers could not boot');
  });
});
