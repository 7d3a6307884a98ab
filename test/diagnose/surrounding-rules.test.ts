import { describe, expect, it } from 'vitest';
import type { ExceptionEvent, NoteEvent } from '../../src/model/event.ts';
import type { LifecycleStep } from '../../src/model/lifecycle.ts';
import { booting, edge, exiting, killed, stamp, started, told } from '../correlate/told.ts';
import { examined } from './examined.ts';
import {
  abortedIn,
  app,
  confidenceOf,
  died,
  freshly,
  installed,
  raised,
  recycling,
  type Row,
  shot,
  stood,
} from './scenes.ts';

/** A message of the server's own log at a second. */
const note = (at: number, message: string): NoteEvent => ({
  ...{
    kind: 'note',
    origin: { source: 1, line: 700 + at, byteOffset: 70_000 + at },
    stamp: stamp(at, 0),
    pid: undefined,
  },
  ...{ level: undefined, message, text: message },
});

/** A worker that was killed by a signal at second 40 and never missed. */
const ended = (signal: number, ...more: readonly (readonly [number, number, LifecycleStep])[]) =>
  told([0, 1, started], [0, 10, booting(10)], ...more, [40, 1, killed(10, signal)], [40, 11, booting(11)]);

const restarted = (why: string): LifecycleStep => ({ what: 'unit-ended', unit: 'web', why });
const GRACE_OVER: LifecycleStep = { what: 'worker-graceful-timeout', worker: 10 };
const HUNG = 'INFO: task gunicorn:10 blocked for more than 120 seconds.';
const OTHER_HUNG = 'INFO: task mysqld:77 blocked for more than 120 seconds.';
const FORKED = 'objc[10]: +[NSNumber initialize] may have been in progress in another thread when fork() was called.';
const TRACED = installed('ddtrace/internal/writer.py', 'flush', 'self.lock.acquire()');
const open = [edge('start', { at: 5, pid: 10, line: 1, id: 'a' })];

const BOOT_FAILED: LifecycleStep = { what: 'worker-failed-to-boot', reason: 'Exception in worker process' };
const unborn = told([0, 1, started], [30, 10, booting(10)], [31, 10, BOOT_FAILED], [31, 10, exiting(10)]);
/** What a pid raised at second 30. */
const missing = (pid: number): ExceptionEvent => ({
  ...raised('ModuleNotFoundError', "No module named 'billing'"),
  ...{ pid, stamp: stamp(30, 0) },
});

const ROWS: readonly Row[] = [
  {
    rule: 'boot-error',
    found: { lifecycle: unborn, exceptions: [missing(10)] },
    confidence: 0.95,
    nearMiss: { lifecycle: unborn, exceptions: [missing(11)] },
  },
  {
    rule: 'apm-agent',
    found: stood([app('tracer.flush()'), TRACED]),
    confidence: 0.75,
    nearMiss: stood([TRACED, app('self.out.write(line)')]),
  },
  {
    rule: 'server-of-its-own',
    found: { lifecycle: freshly(), notes: [note(3, "* Serving Flask app 'shop' (lazy loading)")] },
    confidence: 0.75,
    nearMiss: { lifecycle: freshly(), notes: [note(3, '* Serving Flask app')], edges: open },
  },
  {
    rule: 'recycled-with-requests',
    found: { lifecycle: died('gevent', [8, 10, recycling(10, 'max_requests')]), edges: open },
    confidence: 0.75,
    nearMiss: { lifecycle: died('gevent'), edges: open },
  },
  {
    rule: 'graceful-timeout',
    found: { lifecycle: ended(9, [38, 10, GRACE_OVER]), edges: open },
    confidence: 0.75,
    nearMiss: { lifecycle: [...died('gevent'), ...told([60, 10, GRACE_OVER])], edges: open },
  },
  {
    rule: 'liveness-probe',
    found: { lifecycle: ended(9, [0, 12, booting(12)], [10, 0, restarted('liveness')], [40, 1, killed(12)]) },
    confidence: 0.75,
    nearMiss: { lifecycle: ended(9, [10, 0, restarted('exit-code')]) },
  },
  {
    rule: 'stalled-storage',
    found: { lifecycle: shot('sync', 41), notes: [note(150, HUNG)] },
    confidence: 0.85,
    nearMiss: { lifecycle: shot('sync', 41), notes: [note(600, HUNG)] },
  },
  {
    rule: 'stalled-storage',
    found: { lifecycle: shot('sync', 170) },
    confidence: 0.5,
    nearMiss: { lifecycle: shot('gevent', 170) },
  },
  {
    rule: 'full-disk',
    found: { ...stood([]), notes: [note(38, 'OSError: [Errno 28] No space left on device: /srv/tmp/a.part')] },
    confidence: 0.5,
    nearMiss: { ...stood([]), notes: [note(300, '[Errno 28] No space left on device')] },
  },
  {
    rule: 'fork-unsafe',
    found: { lifecycle: ended(6).map((event) => ({ ...event, text: `${event.text}\n${FORKED}` })) },
    confidence: 0.5,
    nearMiss: { lifecycle: ended(6) },
  },
  {
    rule: 'stalled-storage',
    found: { lifecycle: shot('sync', 41), notes: [note(150, OTHER_HUNG)] },
    confidence: 0.5,
    nearMiss: { lifecycle: ended(9), notes: [note(150, OTHER_HUNG)] },
  },
  {
    rule: 'gil-held',
    found: { lifecycle: shot('gthread', 41), notes: [note(600, HUNG)] },
    confidence: 0.75,
    nearMiss: { lifecycle: shot('gthread', 41), notes: [note(150, HUNG)] },
  },
  {
    rule: 'file-descriptors',
    found: { ...stood([]), notes: [note(38, '[Errno 24] Too many open files')] },
    confidence: 0.5,
    nearMiss: { ...stood([]), notes: [note(300, '[Errno 24] Too many open files')] },
  },
  {
    rule: 'fork-unsafe',
    found: { lifecycle: ended(11), notes: [note(39, FORKED)] },
    confidence: 0.5,
    nearMiss: { lifecycle: ended(9), notes: [note(39, FORKED)] },
  },
];

describe('what rules say by what was logged around an end', () => {
  it.each(ROWS)('$rule, $confidence, and nothing of its near miss', ({ rule, found, confidence, nearMiss }) => {
    expect(examined(nearMiss)).toHaveLength(1);
    expect([confidenceOf(rule, found), confidenceOf(rule, nearMiss)]).toEqual([confidence, undefined]);
  });

  it('stalled storage hardly where a stack shows that the abort was answered', () => {
    const facts = {
      lifecycle: died('sync'),
      exceptions: [abortedIn([app('f.read()')])],
      notes: [note(150, OTHER_HUNG)],
    };
    expect(confidenceOf('stalled-storage', facts)).toBeLessThanOrEqual(0.5);
  });
});

describe('what a start raised, of which a paste has lost the head', () => {
  const nameless = (exception: string, name: string): ExceptionEvent => {
    const event = missing(10);
    const frames = [{ file: '/srv/shop/app.py', line: 9, function: name }];
    const chain = [{ exception, message: '', frames }];
    return { ...event, pid: undefined, traceback: { ...event.traceback, chain, truncated: true } };
  };
  const reasons = (exceptions: readonly ExceptionEvent[]): readonly string[] =>
    examined({ lifecycle: unborn, exceptions }).flatMap((found) =>
      found.filter(({ id }) => id === 'boot-error').flatMap((finding) => finding.for),
    );

  it('is the only one that was raised in these moments, while modules were loaded', () => {
    expect(reasons([nameless('KeyError', '<module>')])).toEqual(['it raised KeyError, at /srv/shop/app.py:9 <module>']);
    expect(reasons([nameless('KeyError', 'save')])).toEqual([]);
    expect(reasons([nameless('KeyError', '<module>'), nameless('OSError', '<module>')])).toEqual([]);
  });

  it('may be cut off', () => {
    expect(reasons([nameless('', '<module>')])).toEqual([
      'it raised what the log no longer tells, below /srv/shop/app.py:9 <module>',
    ]);
  });
});

it('names the setting of the server that gave a leaving worker no longer', () => {
  const adviceOn = (server: string) => {
    const lifecycle = told(
      ...[[0, 1, { what: 'master-started', server, version: undefined }] as const, [0, 10, booting(10)] as const],
      ...[[38, 1, GRACE_OVER] as const, [39, 1, killed(10)] as const, [39, 11, booting(11)] as const],
    );
    return examined({ lifecycle })[0]?.find(({ id }) => id === 'graceful-timeout')?.remedy ?? '';
  };
  expect(adviceOn('gunicorn')).toContain('--graceful-timeout');
  expect(adviceOn('uwsgi')).toContain('worker-reload-mercy');
  expect(adviceOn('uwsgi')).not.toContain('--graceful-timeout');
});

it('advises no longer time to load to whom starts a server as it is loaded', () => {
  const facts = {
    lifecycle: freshly(),
    notes: [note(3, '* Running on http://127.0.0.1:5000/ (Press CTRL+C to quit)')],
  };
  expect(confidenceOf('slow-boot', { lifecycle: facts.lifecycle })).toBe(0.5);
  expect(confidenceOf('slow-boot', facts)).toBeUndefined();
});
