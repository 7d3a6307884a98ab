import { describe, expect, it } from 'vitest';
import type { RequestEvent } from '../../src/model/event.ts';
import type { CaseFacts } from '../../src/model/facts.ts';
import type { LifecycleStep } from '../../src/model/lifecycle.ts';
import { conclude } from '../../src/infer/conclude.ts';
import { correlate } from '../../src/correlate/correlate.ts';
import {
  booting,
  edge,
  factsWith,
  killed,
  serving,
  signalled,
  source,
  spoke,
  stamp,
  timedOut,
  told,
} from '../correlate/told.ts';
import { examined } from './examined.ts';
import { abortedIn, app, confidenceOf, installed, type Row, setting } from './scenes.ts';

const ASLEEP: LifecycleStep = { what: 'machine-asleep' };
const AWAKE: LifecycleStep = { what: 'machine-awake' };
const LOCKUP: LifecycleStep = { what: 'processor-missed', why: 'lockup' };
const THROTTLED: LifecycleStep = { what: 'processor-missed', why: 'throttled' };
const stepped = (seconds: number | undefined): LifecycleStep => ({ what: 'clock-stepped', seconds });
const ordered = (signal: number, ...processes: readonly number[]): LifecycleStep => ({
  ...{ what: 'kill-ordered', processes, signal },
});

type Line = readonly [number, number, LifecycleStep];

/** gunicorn of that version, two workers, both missed at second 4000. */
const missed = (version: string, ...more: readonly Line[]) =>
  told(
    ...[[0, 1, { what: 'master-started', server: 'gunicorn', version }] as const],
    ...[[0, 1, setting('worker_class', 'gevent')] as const, [0, 10, booting(10)] as const],
    ...[[0, 11, booting(11)] as const, ...more],
    ...[[4000, 1, timedOut(10)] as const, [4000, 1, timedOut(11)] as const],
    ...[[4001, 12, booting(12)] as const, [4001, 13, booting(13)] as const],
  );

/** The same, of which one alone was missed: the other went on. */
const alone = (...more: readonly Line[]) =>
  missed('20.1.0', ...more).filter(
    ({ step }) => !('worker' in step && step.worker === 11 && step.what === 'worker-timeout'),
  );

/** One worker, ended by a signal at second 40. */
const ended = (signal: number, ...more: readonly Line[]) =>
  told(
    [0, 1, { what: 'master-started', server: 'gunicorn', version: '20.1.0' }],
    ...[[0, 10, booting(10)] as const, ...more],
    ...[[40, 1, killed(10, signal)] as const, [40, 12, booting(12)] as const],
  );

const NOTIFY = installed('gunicorn/workers/workertmp.py', 'notify', 'os.fchmod(self._tmp.fileno(), self.spinner)');

/** A worker whose request the proxy answered with 504 at a second; it was missed at second 40. */
const givenUp = (at: number): Partial<CaseFacts> => ({
  sources: [source(1, 'gunicorn.err'), source(2, 'run.log'), source(3, 'nginx/access.log')],
  lifecycle: told([0, 10, booting(10)], [40, 1, timedOut(10)], [41, 12, booting(12)]),
  edges: [edge('start', { at: 9, pid: 10, line: 1, id: 'a1', method: 'GET', target: '/a' })],
  requests: [
    {
      ...edge('whole', { at, line: 1, id: 'a1', method: 'GET', target: '/a', status: 504, durationUs: (at - 9) * 1e6 }),
      origin: { source: 3, line: 1, byteOffset: 0 },
      stamp: stamp(at, 0),
    },
  ],
});

const ROWS: readonly Row[] = [
  {
    rule: 'machine-paused',
    found: { lifecycle: missed('20.1.0', [300, 0, ASLEEP], [3999, 0, AWAKE]) },
    confidence: 0.95,
    nearMiss: { lifecycle: alone([300, 0, ASLEEP], [3000, 0, AWAKE]), activity: [spoke(11, 1, 4100)] },
  },
  {
    rule: 'machine-paused',
    found: { lifecycle: missed('23.0.0', [300, 0, ASLEEP], [3999, 0, AWAKE]) },
    confidence: 0.4,
    nearMiss: { lifecycle: alone(), activity: [spoke(11, 1, 4100)] },
  },
  {
    rule: 'machine-paused',
    found: { lifecycle: missed('20.1.0') },
    confidence: 0.5,
    nearMiss: { lifecycle: missed('20.1.0', [3990, 1, setting('timeout', '30')]).slice(0, 7) },
  },
  {
    rule: 'clock-step',
    found: { lifecycle: missed('20.1.0', [3999, 0, stepped(3600)]) },
    confidence: 0.95,
    nearMiss: { lifecycle: missed('20.1.0', [3999, 0, stepped(0.4)]) },
  },
  {
    rule: 'clock-step',
    found: { lifecycle: missed('22.0.0', [3999, 0, stepped(3600)]) },
    confidence: 0.3,
    nearMiss: { lifecycle: missed('20.1.0', [3000, 0, stepped(3600)]) },
  },
  {
    rule: 'clock-step',
    found: { lifecycle: missed('20.1.0', [3999, 0, stepped(-3600)]) },
    confidence: 0.3,
    nearMiss: { lifecycle: missed('20.1.0', [300, 0, ASLEEP], [3998, 0, stepped(undefined)], [3998, 0, AWAKE]) },
  },
  {
    rule: 'cpu-starvation',
    found: { lifecycle: alone([3990, 0, LOCKUP]), activity: [spoke(11, 1, 4100)] },
    confidence: 0.5,
    nearMiss: { lifecycle: alone([3000, 0, LOCKUP]), activity: [spoke(11, 1, 4100)] },
  },
  {
    rule: 'cpu-starvation',
    found: { lifecycle: missed('20.1.0', [3500, 0, THROTTLED]) },
    confidence: 0.75,
    nearMiss: { lifecycle: missed('20.1.0', [300, 0, THROTTLED]) },
  },
  {
    rule: 'stalled-heartbeat',
    found: { lifecycle: missed('20.1.0'), exceptions: [abortedIn([NOTIFY], 10, 4000)] },
    confidence: 0.75,
    nearMiss: { lifecycle: missed('20.1.0'), exceptions: [abortedIn([app('os.fchmod(fd, 1)')], 10, 4000)] },
  },
  {
    rule: 'stopped-from-outside',
    found: { lifecycle: ended(9, [39, 0, ordered(9, 10)]) },
    confidence: 0.95,
    nearMiss: { lifecycle: ended(9, [39, 0, ordered(9, 99)]) },
  },
  {
    rule: 'stopped-from-outside',
    found: { lifecycle: ended(9, [39, 0, ordered(9)]) },
    confidence: 0.95,
    nearMiss: { lifecycle: ended(11, [39, 0, ordered(9, 10)]) },
  },
  {
    rule: 'stopped-from-outside',
    found: { lifecycle: ended(9, [40, 0, ordered(9, 10)]) },
    confidence: 0.95,
    nearMiss: { lifecycle: ended(9, [41, 0, ordered(9, 10)]) },
  },
  {
    rule: 'stopped-from-outside',
    found: { lifecycle: ended(15, [41, 1, signalled('term')]) },
    confidence: 0.75,
    nearMiss: { lifecycle: ended(9, [41, 1, signalled('term')]) },
  },
  {
    rule: 'stopped-from-outside',
    found: { lifecycle: ended(15, [41, 1, signalled('term')]) },
    confidence: 0.75,
    nearMiss: { lifecycle: ended(15, [39, 99, signalled('term')]) },
  },
  { rule: 'proxy-gave-up-first', found: givenUp(29), confidence: 0.9, nearMiss: givenUp(40) },
];

describe('what rules say of what befell the machine', () => {
  it.each(ROWS)('$rule, $confidence, and nothing of its near miss', ({ rule, found, confidence, nearMiss }) => {
    expect(examined(nearMiss).length).toBeGreaterThan(0);
    const [is, isNot] = [confidenceOf(rule, found), confidenceOf(rule, nearMiss)];
    expect([is === undefined ? is : Math.round(is * 100) / 100, isNot]).toEqual([confidence, undefined]);
  });

  it('a blocked loop far below a pause, and why', () => {
    const facts = { lifecycle: missed('20.1.0', [300, 0, ASLEEP], [3999, 0, AWAKE]) };
    const [diagnoses = []] = examined({ ...facts, exceptions: [abortedIn([app('self.out.write(line)')], 10, 4000)] });
    expect(diagnoses[0]?.id).toBe('machine-paused');
    const blocked = diagnoses.find(({ id }) => id === 'blocked-event-loop');
    expect(blocked?.confidence).toBeLessThanOrEqual(0.2);
    expect(blocked?.against[0]).toContain('stood still');
  });

  it('to look for what busy workers waited for, where all fell silent at once', () => {
    const remedy = (edges: readonly RequestEvent[]) =>
      examined({ lifecycle: missed('20.1.0'), edges })[0]?.find(({ id }) => id === 'machine-paused')?.remedy;
    expect(remedy([])).toContain('Leave such kills out of the count');
    expect(remedy([edge('start', { at: 3960, pid: 10, line: 400, target: '/a' })])).toContain('waited for');
  });

  it('a pause before a request of its own where one that was missed with it had none', () => {
    const edges = [edge('start', { at: 3960, pid: 10, line: 400, target: '/a' })];
    const pauseIn = (activity: CaseFacts['activity']) =>
      examined({ lifecycle: missed('20.1.0'), edges, activity })[0]?.find(({ id }) => id === 'machine-paused');
    expect(pauseIn([])?.confidence).toBe(0.3);
    const beside = pauseIn([serving(11, 3950, 3951)]);
    expect(beside?.confidence).toBe(0.6);
    expect(beside?.for).toContain('one of these had no request open, and was missed all the same');
    expect(beside?.remedy).toContain('ask the host of a virtual machine');
  });

  it('memory far below a kill that somebody ordered', () => {
    const [diagnoses = []] = examined({ lifecycle: ended(9, [39, 0, ordered(9, 10)]) });
    expect(diagnoses.map(({ id }) => id)).toEqual(['stopped-from-outside', 'out-of-memory']);
    expect(diagnoses[1]?.confidence).toBeLessThanOrEqual(0.2);
  });

  it('a stop of the service as probable where the master had been told to stop', () => {
    const lifecycle = ended(
      9,
      [38, 1, signalled('usr1')],
      [39, 0, { what: 'unit-ended', unit: 'web.service', why: 'timeout' }],
    );
    expect(confidenceOf('stopped-from-outside', { lifecycle })).toBe(0.75);
  });

  it('the loss of the main process, and neither memory nor a request, where a service was shot', () => {
    const shot: LifecycleStep = { what: 'unit-ended', unit: 'web.service', why: 'SIGKILL' };
    const restart = told(
      [42, 2, { what: 'master-started', server: 'gunicorn', version: '20.1.0' }],
      [42, 30, booting(30)],
    );
    const before = told(
      [0, 1, { what: 'master-started', server: 'gunicorn', version: '20.1.0' }],
      [0, 10, booting(10)],
    );
    const unit = told([40, 1, shot]).map((event) => ({ ...event, by: 'systemd', pid: undefined }));
    const lifecycle = [...before, ...unit, ...restart].map((event, line) => ({
      ...event,
      origin: { ...event.origin, line, byteOffset: line },
    }));
    const edges = [edge('start', { at: 39, pid: 10, line: 1, id: 'a', target: '/a' })];
    const [diagnoses = []] = examined({ lifecycle, edges });
    expect(diagnoses.map(({ id }) => id)).toEqual(['stopped-from-outside']);
    expect(diagnoses[0]?.for[0]).toContain('the main process of its service was killed');
    const [incident] = conclude(correlate(factsWith({ lifecycle, edges })));
    expect(incident?.claims.map(({ role, confidence }) => [role, confidence])).toEqual([['casualty', 0.97]]);
  });
});
