import { describe, expect, it } from 'vitest';
import type { CaseFacts } from '../../src/model/facts.ts';
import type { LifecycleStep } from '../../src/model/lifecycle.ts';
import { aborted, booting, edge, exiting, killed, serving, spoke, started, timedOut, told } from '../correlate/told.ts';
import { examined } from './examined.ts';

const workerClass = (value: string): LifecycleStep => ({ what: 'server-setting', name: 'worker_class', value });

const found = (facts: Partial<CaseFacts>) =>
  examined(facts).map((diagnoses) => diagnoses.map(({ id, confidence }) => [id, confidence] as const));

const surest = (facts: Partial<CaseFacts>) => found(facts).map(([first]) => first?.[0]);

const open = [
  edge('start', { at: 20, pid: 10, line: 1, id: 'a' }),
  edge('start', { at: 25, pid: 10, line: 2, id: 'b' }),
];
const timeout = (of: string) =>
  told([0, 1, started], [0, 1, workerClass(of)], [0, 10, booting(10)], [40, 1, timedOut(10)], [41, 11, booting(11)]);

describe('what the rules find', () => {
  it('a blocked event loop, by its class and the abort', () => {
    expect(surest({ lifecycle: timeout('gevent'), edges: open, exceptions: [aborted(10, 40.2)] })).toEqual([
      'blocked-event-loop',
    ]);
  });

  it('it almost surely where the request is known that was open, and what the processor refused', () => {
    const [blocked = []] = found({ lifecycle: timeout('gevent'), edges: open.slice(0, 1) });
    expect(blocked[0]).toEqual(['blocked-event-loop', 0.92]);
    const crashed = told([0, 1, started], [0, 10, booting(10)], [40, 1, killed(10, 11)], [40, 11, booting(11)]);
    expect(found({ lifecycle: crashed })[0]?.[0]).toEqual(['native-crash', 0.9]);
  });

  it('an exit of its own, more surely where requests were open', () => {
    const exit: LifecycleStep = { what: 'worker-exited', worker: 10, code: 7 };
    const lifecycle = told([0, 1, started], [0, 10, booting(10)], [40, 1, exit], [40, 11, booting(11)]);
    expect(found({ lifecycle })[0]).toEqual([['own-exit', 0.65]]);
    expect(found({ lifecycle, edges: open })[0]).toEqual([['own-exit', 0.75]]);
  });

  it('an abort that its master did not send, and no exit of its own', () => {
    const exited: LifecycleStep = { what: 'worker-exited', worker: 10, code: 1 };
    const lifecycle = told([0, 1, started], [0, 10, booting(10)], [40, 10, exiting(10)], [40, 1, exited]);
    const watched = lifecycle.map((event) => ({ ...event, by: 'gunicorn' }));
    const exceptions = [aborted(10, 40, 3)].map((event) => ({ ...event, origin: { ...event.origin, source: 1 } }));
    expect(found({ lifecycle: watched, exceptions })).toEqual([[['stopped-from-outside', 0.75]]]);
  });

  it('a long request in a sync worker', () => {
    expect(surest({ lifecycle: timeout('sync'), edges: open.slice(0, 1), exceptions: [aborted(10, 40.2)] })).toEqual([
      'long-sync-request',
    ]);
  });

  it('a long request in each of several sync workers, less surely, where no pid tells which was in which', () => {
    const served = [50, 60, 70, 80, 90].flatMap((at) => [
      edge('start', { at, line: at, id: String(at) }),
      edge('end', { at: at + 1, line: at + 1, id: String(at) }),
    ]);
    const edges = [edge('start', { at: 9, line: 1, id: 'a' }), edge('start', { at: 9.5, line: 2, id: 'b' }), ...served];
    const lifecycle = told(
      ...[[0, 1, started] as const, [0, 1, workerClass('sync')] as const],
      ...[[0, 10, booting(10)] as const, [0, 12, booting(12)] as const],
      ...[[40, 1, timedOut(10)] as const, [40, 1, timedOut(12)] as const],
      ...[[41, 11, booting(11)] as const, [41, 13, booting(13)] as const],
    );
    expect(found({ lifecycle, edges }).map(([first]) => first)).toEqual([
      ['long-sync-request', 0.75],
      ['long-sync-request', 0.75],
    ]);
  });

  it('neither for certain where the class is unknown', () => {
    const lifecycle = told([0, 10, booting(10)], [40, 1, timedOut(10)]);
    const [diagnoses = []] = found({ lifecycle, exceptions: [aborted(10, 40.2)] });
    expect(diagnoses.map(([id]) => id).sort()).toEqual(['blocked-event-loop', 'long-sync-request']);
    expect(Math.max(...diagnoses.map(([, confidence]) => confidence))).toBeLessThanOrEqual(0.5);
  });

  it('that the SIGKILL after a timeout is no OOM', () => {
    const lifecycle = told([0, 1, started], [0, 10, booting(10)], [40, 1, timedOut(10)], [41, 1, killed(10)]);
    const [diagnoses = []] = found({ lifecycle, activity: [spoke(10, 1, 30)] });
    expect(diagnoses.map(([id]) => id)).toContain('supervisor-second-shot');
    expect(diagnoses.map(([id]) => id)).not.toContain('out-of-memory');
  });

  it('of no second shot where none is told: gunicorn up to 18.0 kills at once', () => {
    const old: LifecycleStep = { what: 'master-started', server: 'gunicorn', version: '18.0' };
    const lifecycle = told([0, 1, old], [0, 10, booting(10)], [40, 1, timedOut(10)], [40, 11, booting(11)]);
    expect(
      found({ lifecycle })
        .flat()
        .map(([id]) => id),
    ).not.toContain('supervisor-second-shot');
  });

  it.each([
    ['', 'a container'],
    ['web', 'container web'],
  ])('that the container named %j ended for its memory', (unit, named) => {
    const lifecycle = told([40, 1, { what: 'unit-ended', unit, why: 'OOMKilled' }]).map((event) => ({
      ...event,
      by: 'kubernetes',
    }));
    expect(examined({ lifecycle })[0]?.[0]?.for[0]).toBe(
      `Kubernetes says that ${named} ended for its memory (OOMKilled)`,
    );
  });

  it('that Kubernetes did not call a kill one for memory, and nothing of gunicorn’s', () => {
    const lifecycle = told([40, 1, { what: 'unit-ended', unit: 'web', why: 'exit code 137' }]).map((event) => ({
      ...event,
      ...{ by: 'kubernetes', pid: undefined },
    }));
    const [memory] = examined({ lifecycle })[0] ?? [];
    expect(memory?.id).toBe('out-of-memory');
    expect(memory?.for).toEqual(['SIGKILL, and no timeout is told of it']);
    expect(memory?.against[1]).toContain('does not call it OOMKilled');
    expect(memory?.remedy).not.toContain('--max-requests');
  });

  it.each([
    ['as long before the SIGKILL as its own lines stand apart', 40, '1.0 s before the SIGKILL'],
    ['before the SIGKILL where no line states a time', -2_000_000_000, 'before the SIGKILL'],
  ])('of a timeout %s, though the worker says in between that it leaves', (_, at, when) => {
    const lifecycle = told([at, 1, timedOut(10)], [at, 10, exiting(10)], [at + 1, 1, killed(10)]);
    const [diagnoses = []] = examined({ lifecycle });
    expect(diagnoses.find(({ id }) => id === 'supervisor-second-shot')?.for[0]).toBe(
      `WORKER TIMEOUT of the same pid came ${when}`,
    );
  });

  it('a cause before what it was not, however sure that is', () => {
    const shot = told([40, 1, timedOut(10)], [41, 1, killed(10)], [41, 11, booting(11)]);
    const lifecycle = [...told([0, 1, started], [0, 1, workerClass('sync')], [0, 10, booting(10)]), ...shot];
    const [diagnoses = []] = examined({ lifecycle, edges: open.slice(0, 1) });
    expect(diagnoses.map(({ id, about }) => [id, about])).toEqual([
      ['long-sync-request', 'cause'],
      ['supervisor-second-shot', 'misreading'],
    ]);
    expect(diagnoses[1]?.confidence).toBeGreaterThan(diagnoses[0]?.confidence ?? 1);
  });

  it('that a bare SIGKILL may be memory, and no more than may', () => {
    const lifecycle = told([0, 1, started], [0, 10, booting(10)], [40, 1, killed(10)]);
    expect(found({ lifecycle })).toEqual([[['out-of-memory', 0.5]]]);
  });

  it('memory rather of a worker at work than of one that had nothing to do', () => {
    const lifecycle = told([0, 1, started], [0, 10, booting(10)], [40, 1, killed(10)]);
    const over = [
      edge('start', { at: 20, pid: 10, line: 1, id: 'a' }),
      edge('end', { at: 21, pid: 10, line: 2, id: 'a' }),
    ];
    expect(found({ lifecycle, edges: open })[0]).toEqual([['out-of-memory', 0.55]]);
    expect(found({ lifecycle, edges: over, activity: [serving(10, 20, 21)] })[0]).toEqual([['out-of-memory', 0.25]]);
  });

  it('memory less where the kernel tells of another kill, and not of this one', () => {
    const another = { what: 'kernel-oom-kill', process: 99, command: 'java', rssKb: undefined } as const;
    const lifecycle = told([0, 1, started], [0, 10, booting(10)], [5, 0, another], [40, 1, killed(10)]);
    expect(found({ lifecycle })).toEqual([[['out-of-memory', 0.25]]]);
  });

  it('memory less where the kernel tells of a crash, as its log would tell of kills too', () => {
    const crash = { what: 'kernel-fault', thread: 99, command: 'java', signal: 11 } as const;
    const lifecycle = told([0, 1, started], [0, 10, booting(10)], [5, 0, crash], [40, 1, killed(10)]);
    expect(found({ lifecycle })).toEqual([[['out-of-memory', 0.25]]]);
  });

  it('memory where the machine refused some right then', () => {
    const lifecycle = told([0, 1, started], [0, 10, booting(10)], [40, 1, killed(10)]).map((event) => ({
      ...event,
      text: event.step.what === 'worker-killed' ? `${event.text}\nfork(): Cannot allocate memory [core]` : event.text,
    }));
    expect(found({ lifecycle })).toEqual([[['out-of-memory', 0.6]]]);
  });

  it('memory where the kernel says so', () => {
    const oom: LifecycleStep = { what: 'kernel-oom-kill', process: 10, command: 'gunicorn', rssKb: 200_000 };
    const lifecycle = told([0, 1, started], [0, 10, booting(10)], [40, 0, oom], [40, 1, killed(10)]);
    expect(found({ lifecycle })).toEqual([[['out-of-memory', 0.98]]]);
  });

  it('a crash of native code', () => {
    const lifecycle = told([0, 1, started], [0, 10, booting(10)], [40, 1, killed(10, 11)]);
    expect(surest({ lifecycle })).toEqual(['native-crash']);
  });

  it('a worker that never came up', () => {
    const lifecycle = told([0, 1, started], [0, 10, booting(10)], [31, 1, timedOut(10)], [32, 11, booting(11)]);
    expect(surest({ lifecycle })).toEqual(['slow-boot']);
  });

  it.each([
    ['its server waits for who loads', '23.0.0', undefined],
    ['a log names who serves', '20.1.0', 0.8],
    ['no log names who serves', '20.1.0', 0.5],
  ])('a worker that never came up, as far as %s', (what, version, confidence) => {
    const master = { what: 'master-started', server: 'gunicorn', version } as const;
    const lifecycle = told([0, 1, master], [0, 10, booting(10)], [31, 1, timedOut(10)], [32, 11, booting(11)]);
    const activity = what.startsWith('a log') ? [serving(11, 33, 50)] : [];
    const [diagnoses = []] = examined({ lifecycle, activity });
    expect(diagnoses.find(({ id }) => id === 'slow-boot')?.confidence).toBe(confidence);
  });

  it('nothing in a worker that ran on', () => {
    expect(found({ lifecycle: told([0, 1, started], [0, 10, booting(10)]) })).toEqual([]);
  });
});

describe('what a blocked loop is told to do', () => {
  it.each([
    ['gevent', 'GEVENT_MONITOR_THREAD_ENABLE'],
    ['eventlet', 'eventlet.debug.hub_blocking_detection'],
    ['uvicorn.workers.UvicornWorker', 'PYTHONASYNCIODEBUG'],
  ])('under %s, where nothing shows the call', (of, remedy) => {
    const [diagnoses = []] = examined({ lifecycle: timeout(of), edges: open });
    const blocked = diagnoses.find(({ id }) => id === 'blocked-event-loop');
    expect(blocked?.remedy).toContain(remedy);
  });

  it.each([
    ['gevent', 'gevent.get_hub().threadpool'],
    ['eventlet', 'eventlet.tpool.execute'],
    ['uvicorn.workers.UvicornWorker', 'asyncio.to_thread'],
  ])('under %s, where the abort shows a write', (of, remedy) => {
    const [diagnoses = []] = examined({ lifecycle: timeout(of), edges: open, exceptions: [aborted(10, 40.2)] });
    expect(diagnoses[0]?.remedy).toContain(remedy);
  });
});
