import { describe, expect, it } from 'vitest';
import { clockWarnings } from '../../../src/correlate/clocks/clock-warnings.ts';
import { correlate } from '../../../src/correlate/correlate.ts';
import { conclude } from '../../../src/infer/conclude.ts';
import type { CaseFacts } from '../../../src/model/facts.ts';
import type { ActivityRow } from '../../../src/model/findings.ts';
import type { LifecycleStep } from '../../../src/model/lifecycle.ts';
import { type Stamp, wallMicros } from '../../../src/model/time.ts';
import { booting, edge, factsWith, killed, spoke, timedOut, told } from '../told.ts';

const missed: LifecycleStep = { what: 'worker-timeout', worker: 10, limitSeconds: 60 };

/** What puma says: in the order of its lines, without times. */
const UNTIMED = told([0, 1, booting(10)], [0, 1, booting(11)], [0, 1, missed], [0, 1, booting(12)]).map((event, at) => {
  const stamp: Stamp = { wall: wallMicros(at), offsetMin: undefined, precision: 'us' };
  return { ...event, stamp };
});
const SIGNS: readonly ActivityRow[] = [spoke(10, 5, 40), spoke(11, 6, 200), spoke(12, 130, 190)];
const seconds = (at: number | undefined) => at !== undefined && at / 1e6 - 1_700_000_000;

const facts = (changes: Partial<CaseFacts> = {}): CaseFacts =>
  // puma's log has no time that anybody could have spoken at
  ({ ...factsWith({ lifecycle: UNTIMED }), activity: SIGNS, ...changes });

describe("a server's log without times", () => {
  it('is dated by when its workers spoke in another: what waited for one ended so long after it was last heard', () => {
    const { workers, clocks } = correlate(facts());
    expect(
      workers.flatMap(({ end, pid }) => (end.how === 'died' ? [[pid, seconds(end.death.timeoutAt)]] : [])),
    ).toEqual([[10, 100]]);
    expect(clocks.map(({ zoneFrom, anchors }) => [zoneFrom, anchors])[0]).toEqual(['inferred', 3]);
  });

  it('is told of as such', () => {
    const [warning] = clockWarnings(facts());
    expect(warning?.cause).toContain('states no times');
  });

  it('has no end later than the one in its place spoke', () => {
    const { workers } = correlate(facts({ activity: [spoke(10, 5, 40), spoke(12, 70, 190)] }));
    expect(workers.flatMap(({ end }) => (end.how === 'died' ? [seconds(end.death.timeoutAt)] : []))).toEqual([70]);
  });

  it('has ended, where its line tells no limit, when the one in its place spoke, but no longer after it was heard than servers wait', () => {
    const lifecycle = UNTIMED.map((event, at) => (at === 2 ? { ...event, by: 'gunicorn', step: timedOut(10) } : event));
    const endWhen = (next: number) => {
      const { workers } = correlate(facts({ lifecycle, activity: [spoke(10, 5, 40), spoke(12, next, 190)] }));
      return workers.flatMap(({ end }) => (end.how === 'died' ? [seconds(end.death.timeoutAt)] : []));
    };
    expect([endWhen(46), endWhen(150)]).toEqual([[46], [70]]);
  });

  it('finds what was open in the worker that died', () => {
    const edges = [
      edge('start', { at: 39, pid: 10, line: 1, id: 'a' }),
      edge('start', { at: 150, pid: 11, line: 2, id: 'b' }),
    ];
    const [incident] = conclude(correlate(facts({ edges })));
    expect(incident?.claims.map(({ request }) => request?.id)).toEqual(['a']);
  });

  it('sets no other clock where nobody that it names speaks elsewhere, and what is open is told all the same', () => {
    const edges = [
      edge('start', { at: 39, pid: 77, line: 1, id: 'a' }),
      edge('end', { at: 41, pid: 77, line: 3, id: 'a' }),
    ];
    const { clocks, requests } = correlate(facts({ edges, activity: [spoke(77, 5, 200)] }));
    expect(clocks.map(({ offsetUs }) => offsetUs)).toEqual([0, 0]);
    expect(requests.map(({ endedAt }) => seconds(endedAt))).toEqual([41]);
  });
});

it("dates a server's log without times by the kernel's, where that killed a worker which it names", () => {
  const untimed = told([0, 1, booting(10)], [0, 1, killed(10)], [0, 1, booting(11)]).map((event) => ({
    ...event,
    stamp: undefined,
  }));
  const kill: LifecycleStep = { what: 'kernel-oom-kill', process: 10, command: 'gunicorn', rssKb: undefined };
  const kernel = told([90, 0, kill]).map((event) => ({
    ...event,
    by: 'kernel',
    origin: { ...event.origin, source: 2 },
  }));
  const { workers } = correlate(facts({ lifecycle: [...untimed, ...kernel], activity: [] }));
  expect(
    workers.map(({ pid, end, bootedAt }) => [pid, end.how === 'died' && end.death.cause, seconds(bootedAt)]),
  ).toEqual([
    [10, 'oom', false],
    [11, false, 90],
  ]);
});

it('tells of a death without a time which requests were open, how long it was held, and no survivors', () => {
  const edges = [
    edge('start', { at: 30, pid: 10, line: 1, id: 'ended' }),
    edge('end', { at: 31, pid: 10, line: 2, id: 'ended' }),
    edge('start', { at: 39, pid: 10, line: 3, id: 'open' }),
  ];
  const [incident] = conclude(correlate(facts({ edges, activity: [] })));
  expect(incident?.claims.map(({ role, request }) => `${role} ${request?.id ?? ''}`)).toEqual(['culprit open']);
  expect(incident?.block && (incident.block.to - incident.block.from) / 1e6).toBe(60);
});
