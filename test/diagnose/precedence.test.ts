import { describe, expect, it } from 'vitest';
import type { CaseFacts } from '../../src/model/facts.ts';
import type { LifecycleStep } from '../../src/model/lifecycle.ts';
import { booting, edge, killed, serving, spoke, started, timedOut, told } from '../correlate/told.ts';
import { examined } from './examined.ts';
import { confidenceOf, died, EXECUTE, freshly, setting, shot, stood } from './scenes.ts';

const causesOf = (facts: Partial<CaseFacts>) =>
  examined(facts).map((diagnoses) => diagnoses.filter(({ about }) => about === 'cause').map(({ id }) => id));

type Line = readonly [number, number, LifecycleStep];

/** Three workers of that class that are missed in one round. */
const together = (workerClass: string, ...more: readonly Line[]) =>
  told(
    ...[[0, 1, started] as const, [0, 1, setting('worker_class', workerClass)] as const],
    ...[10, 11, 12].map((pid) => [0, pid, booting(pid)] as const),
    ...[10, 11, 12].map((pid) => [40, 1, timedOut(pid)] as const),
    ...more,
    ...[20, 21, 22].map((pid) => [more.at(-1)?.[0] ?? 41, pid, booting(pid)] as const),
  );

const open = [edge('start', { at: 9, pid: 10, line: 1, id: 'a' })];

describe('what is told first', () => {
  it('what the worker was at, before how it came to be missed', () => {
    expect(causesOf({ ...stood([EXECUTE]), edges: open })).toEqual([['database-wait', 'long-sync-request']]);
  });

  it('how it came to be missed, where what it was at is a mere possibility', () => {
    const descriptors = { lifecycle: died('sync'), edges: open };
    const note = { kind: 'note', pid: undefined, level: undefined, text: '', message: 'Too many open files' } as const;
    const [event] = descriptors.lifecycle;
    const notes = event ? [{ ...note, origin: event.origin, stamp: died('sync').at(-1)?.stamp }] : [];
    expect(causesOf({ ...descriptors, notes })).toEqual([['long-sync-request', 'file-descriptors']]);
  });
});

describe('what a worker class alone tells', () => {
  it.each(['sync', 'gevent'])('no more than that it is possible, under %s', (of) => {
    const rule = of === 'sync' ? 'long-sync-request' : 'blocked-event-loop';
    expect(confidenceOf(rule, { lifecycle: died(of) })).toBe(0.5);
  });

  it('nothing of a sync worker none of whose requests was open', () => {
    const idle = { lifecycle: died('sync'), activity: [serving(10, 1, 9)] };
    expect(causesOf(idle)).toEqual([['idle-connection']]);
    expect(confidenceOf('idle-connection', idle)).toBe(0.5);
  });

  it('that it is possible, of a sync worker of whose requests only the longest have their starts told', () => {
    const ended = { ...spoke(11, 1, 30), finished: 40 };
    const some = { lifecycle: died('sync'), activity: [serving(10, 1, 9), ended] };
    expect(causesOf(some)).toEqual([['long-sync-request']]);
  });

  it('nothing of sync workers that were missed together', () => {
    expect(causesOf({ lifecycle: together('sync') }).flat()).not.toContain('long-sync-request');
  });

  it('no blocked loop and no code that holds the interpreter, of a worker none of whose requests was open', () => {
    const lifecycle = shot('gevent', 41);
    const busy = {
      lifecycle,
      activity: [serving(10, 1, 9)],
      edges: [edge('start', { at: 9, pid: 10, line: 1, id: 'a' })],
    };
    expect(causesOf(busy)[0]).toContain('gil-held');
    expect(causesOf({ lifecycle, activity: [serving(10, 1, 9)] })).toEqual([[]]);
  });

  it('nothing of the code of one that is not known to have served, where one that was idle was missed with it', () => {
    const causes = causesOf({ lifecycle: together('gevent'), activity: [serving(10, 1, 9), spoke(99, 1, 39)] });
    expect(causes.flat()).not.toContain('blocked-event-loop');
  });

  it('no blocked loop for probable where three loops stopped at once and no stack shows a call', () => {
    const activity = [10, 11, 12].map((pid) => spoke(pid, 1, 9.5));
    const alone = { lifecycle: died('gevent'), activity: activity.slice(0, 1) };
    expect(confidenceOf('blocked-event-loop', alone)).toBeGreaterThan(0.8);
    const all = { lifecycle: together('gevent'), activity: [...activity, spoke(99, 1, 39)] };
    expect(confidenceOf('blocked-event-loop', all)).toBe(0.5);
  });
});

describe('a worker that never served', () => {
  const again = told(
    [0, 1, setting('timeout', '30')],
    ...[[0, 1, started] as const, [0, 10, booting(10)] as const],
    ...[[31, 1, timedOut(10)] as const, [32, 11, booting(11)] as const],
    ...[[63, 1, timedOut(11)] as const, [64, 12, booting(12)] as const],
  );

  it.each([
    ['no log names who serves', [], 0.75],
    ['a log names who serves', [serving(12, 70, 90)], 0.9],
    ['it wrote what no request is', [spoke(10, 1, 12), serving(12, 70, 90)], 0.9],
    ['it had served', [serving(10, 1, 12), serving(12, 70, 90)], undefined],
  ])('was slow to boot as others were, where %s', (_, activity, confidence) => {
    expect(confidenceOf('slow-boot', { lifecycle: again, activity })).toBe(confidence);
  });

  it.each([
    ['as long as the one before it, with a timeout that is not the usual one', 11, 0.75],
    ['not as long as the one before it', 19, undefined],
  ])('was slow to boot, where none is told, if it lived %s', (_, livedS, confidence) => {
    const second = [...[[livedS + 12, 1, timedOut(11)] as const, [livedS + 13, 12, booting(12)] as const]];
    const lifecycle = told(
      ...[[0, 1, started] as const, [0, 10, booting(10)] as const],
      ...[[11, 1, timedOut(10)] as const, [12, 11, booting(11)] as const, ...second],
    );
    expect(confidenceOf('slow-boot', { lifecycle })).toBe(confidence);
  });

  it('was not shown to be slow to boot by one that came up with it and was missed with it, after a time that nobody sets', () => {
    const both = [10, 11];
    const lifecycle = told(
      ...[[0, 1, started] as const, ...both.map((pid) => [0, pid, booting(pid)] as const)],
      ...[...both.map((pid) => [17, 1, timedOut(pid)] as const), [18, 12, booting(12)] as const],
    );
    expect(confidenceOf('slow-boot', { lifecycle })).toBeUndefined();
  });

  it('was not slow to boot where requests were answered meanwhile, and nobody else was there', () => {
    const lifecycle = told([0, 1, started], [0, 10, booting(10)], [31, 1, timedOut(10)], [32, 11, booting(11)]);
    const ended = edge('whole', { at: 12, line: 4, method: 'GET', target: '/a', status: 404, durationUs: 9_000 });
    expect(confidenceOf('slow-boot', { lifecycle })).toBe(0.5);
    expect(confidenceOf('slow-boot', { lifecycle, requests: [ended] })).toBeUndefined();
  });

  it('waits for a lock rather than holding the interpreter, where it was loaded before the fork', () => {
    const lifecycle = [
      ...freshly(setting('preload_app', 'True'), setting('worker_class', 'gevent')).slice(0, -1),
      ...told([32, 1, killed(10)], [32, 11, booting(11)]).map((event) => ({
        ...event,
        origin: { ...event.origin, line: event.origin.line + 50 },
      })),
    ];
    const [first] = causesOf({ lifecycle, activity: [serving(11, 40, 60)] });
    expect(first?.[0]).toBe('deadlock-after-fork');
    expect(confidenceOf('gil-held', { lifecycle: shot('gevent', 41) })).toBe(0.75);
  });
});

describe('a crash at boot', () => {
  it('is likelier native code where others crashed so', () => {
    const lines: readonly Line[] = [
      ...[[0, 1, started] as const, [0, 10, booting(10)] as const],
      ...[[1, 1, killed(10, 11)] as const, [1, 11, booting(11)] as const],
      ...[[2, 1, killed(11, 11)] as const, [2, 12, booting(12)] as const],
    ];
    expect(confidenceOf('native-crash', { lifecycle: told(...lines) })).toBe(0.95);
    expect(confidenceOf('native-crash', { lifecycle: told(...lines.slice(0, 4)) })).toBe(0.9);
  });
});
