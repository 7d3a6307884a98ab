import { describe, expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import { conclude } from '../../../src/infer/conclude.ts';
import { gapsOf } from '../../../src/infer/gaps/gaps.ts';
import type { CaseFacts } from '../../../src/model/facts.ts';
import type { LifecycleStep } from '../../../src/model/lifecycle.ts';
import { wallMicros } from '../../../src/model/time.ts';
import {
  aborted,
  booting,
  edge,
  exiting,
  factsWith,
  killed,
  source,
  spoke,
  stamp,
  started,
  timedOut,
  told,
} from '../../correlate/told.ts';

const workerClass = (value: string): LifecycleStep => ({ what: 'server-setting', name: 'worker_class', value });
const missed = (...settings: readonly LifecycleStep[]) =>
  told(
    ...[[0, 1, started] as const, ...settings.map((step) => [0, 1, step] as const), [0, 10, booting(10)] as const],
    ...[[40, 1, timedOut(10)] as const, [41, 11, booting(11)] as const],
  );

const remedies = (facts: Partial<CaseFacts>): string => {
  const whole = factsWith(facts);
  const correlation = correlate(whole);
  return gapsOf(conclude(correlation), { correlation, sources: whole.sources })
    .map(({ remedy }) => remedy)
    .join('\n');
};

const withAccess = (format: string, head: string): Partial<CaseFacts> => ({
  lifecycle: missed(),
  sources: [source(1, 'gunicorn.err'), { ...source(2, 'access.log'), layouts: [{ format, head, phrases: [] }] }],
});

describe('the line that would have told', () => {
  it.each([
    ['gevent', 'GEVENT_MONITOR_THREAD_ENABLE=true'],
    ['eventlet', 'hub_blocking_detection'],
    ['uvicorn.workers.UvicornWorker', 'PYTHONASYNCIODEBUG=1'],
    ['gevent', 'def post_worker_init(worker): import faulthandler; faulthandler.enable()'],
    ['gthread', 'def post_worker_init(worker): import faulthandler; faulthandler.enable()'],
    ['sync', 'def post_worker_init(worker): import faulthandler; faulthandler.enable()'],
  ])('where a worker of class %s stood', (of, remedy) => {
    expect(remedies({ lifecycle: missed(workerClass(of)) })).toContain(remedy);
    expect(remedies({ lifecycle: missed(workerClass(of)), exceptions: [aborted(10, 40.2)] })).not.toContain(remedy);
  });

  it('which requests were open, where nothing tells of starts', () => {
    const edges = [edge('start', { at: 5, pid: 10, line: 1, id: 'a' })];
    expect(remedies({ lifecycle: missed() })).toContain('--log-level debug`: it logs `[pid] [DEBUG]');
    expect(remedies({ lifecycle: missed(), edges })).not.toContain('[DEBUG]');
  });

  it('which worker an access line is of', () => {
    expect(remedies(withAccess('gunicorn-access', '%(h)s %(t)s "%(r)s" %(s)s'))).toContain(
      '%(p)s %({x-request-id}i)s %(L)s',
    );
    expect(remedies(withAccess('gunicorn-access', '%(t)s "%(r)s" %(s)s %(p)s'))).not.toContain('--access-logformat');
  });

  it('none that uvicorn would not heed', () => {
    const uvicorn = workerClass('uvicorn.workers.UvicornWorker');
    const told = remedies({ ...withAccess('gunicorn-access', '%(h)s - "%(r)s" %(s)s'), lifecycle: missed(uvicorn) });
    expect(told).toContain('logconfig_dict = {"root"');
    expect(told).toContain('async def started(request, call_next)');
    expect(told).not.toContain('[DEBUG]');
    expect(told).not.toContain('%(p)s');
  });

  it('which server a proxy asked', () => {
    const bare = '$remote_addr [$time_local] "$request" $status';
    expect(remedies(withAccess('nginx-access', bare))).toContain('$upstream_addr');
    expect(remedies(withAccess('nginx-access', `${bare} $upstream_addr`))).not.toContain('log_format');
  });

  it('who sent a SIGKILL', () => {
    const shot = told([0, 1, started], [0, 10, booting(10)], [40, 1, killed(10)], [41, 11, booting(11)]);
    const oom: LifecycleStep = { what: 'kernel-oom-kill', process: 10, command: 'gunicorn', rssKb: 200_000 };
    expect(remedies({ lifecycle: shot })).toContain('journalctl -k');
    expect(remedies({ lifecycle: [...shot, ...told([40, 0, oom])] })).not.toContain('journalctl -k');
  });

  it("whether a worker hung in the kernel, where the master's own SIGKILL had to follow its abort", () => {
    const lifecycle = [...missed(), ...told([41, 1, killed(10)])];
    expect(remedies({ lifecycle })).toContain('hung_task_timeout_secs');
    expect(remedies({ lifecycle: missed() })).not.toContain('journalctl -k');
    const dumped = aborted(10, 40.2);
    expect(remedies({ lifecycle, exceptions: [dumped] })).not.toContain('hung_task_timeout_secs');
    const leaving = [...missed(), ...told([40, 10, exiting(10)], [41, 1, killed(10)])];
    expect(remedies({ lifecycle: leaving })).not.toContain('hung_task_timeout_secs');
  });

  it('the timeout, where it alone had a worker ended', () => {
    const shot = told([0, 1, started], [0, 10, booting(10)], [40, 1, killed(10)], [41, 11, booting(11)]);
    expect(remedies({ lifecycle: shot })).not.toContain('print-config');
    expect(remedies({ lifecycle: missed() })).toContain('print-config');
  });

  it('which requests were open, unless a proxy names the one that a sync worker was in', () => {
    const lost = edge('whole', { at: 41, line: 1, method: 'GET', target: '/a', status: 502, upstreamError: 'closed' });
    const requests = [{ ...lost, origin: { source: 3, line: 1, byteOffset: 1 }, stamp: stamp(41, 0) }];
    const sources = [source(1, 'gunicorn.err'), source(3, 'nginx.log')];
    const told = (name: string) => remedies({ lifecycle: missed(workerClass(name)), requests, sources });
    expect(told('sync')).not.toContain('[DEBUG]');
    expect(told('gthread')).toContain('[DEBUG]');
  });

  it("the times of a server's lines that bear none", () => {
    const untimed = (by: string) =>
      missed().map((event, at) => ({
        ...event,
        by,
        stamp: { wall: wallMicros(at * 1_000_000), offsetMin: undefined, precision: 's' as const },
      }));
    expect(remedies({ lifecycle: untimed('puma') })).toContain('log_formatter');
    expect(remedies({ lifecycle: untimed('uwsgi') })).toContain('log-date = true');
    expect(remedies({ lifecycle: missed() })).not.toContain('log-date');
  });

  it('nothing, where nobody died', () => {
    expect(remedies({ lifecycle: told([0, 1, started], [0, 10, booting(10)]) })).toBe('');
  });
});

it('dates that may begin with the day or the month are told, as long as no day is above 12', () => {
  const layouts = [{ format: 'python-app', head: '{time:dayfirst} [{pid}] {message}', phrases: [] }];
  const sources = [source(1, 'gunicorn.err'), { ...source(2, 'run.log'), layouts }];
  const onDay = (day: number) => {
    const raised = aborted(10, 40.2);
    const wall = wallMicros(Date.UTC(2026, 4, day, 10) * 1_000);
    return {
      lifecycle: missed(),
      sources,
      exceptions: [{ ...raised, stamp: { wall, offsetMin: 0, precision: 'ms' } as const }],
    };
  };
  expect(remedies(onDay(6))).toContain('ISO 8601');
  expect(remedies(onDay(13))).not.toContain('ISO 8601');
});

it('tells of deaths that nobody tells in the words of their own server', () => {
  const boots = told([0, 1, booting(10)], [0, 1, booting(11)], [40, 1, booting(12)]);
  const of = (by: string) => remedies({ lifecycle: boots.map((event) => ({ ...event, by })) });
  expect(of('gunicorn')).toContain('upgrade to gunicorn 21');
  expect(of('uwsgi')).not.toContain('gunicorn');
});

it('tells of what the kernel killed for memory and no other log names, and of nothing that is tied to a worker', () => {
  const oom = (process: number, command: string): LifecycleStep => ({
    what: 'kernel-oom-kill',
    process,
    command,
    rssKb: 1,
  });
  const gaps = (...kills: readonly LifecycleStep[]) => {
    const lines = kills.map((kill) => [40, 0, kill] as const);
    const whole = factsWith({
      lifecycle: told([0, 10, booting(10)], ...lines, [41, 1, killed(10)], [60, 12, exiting(12)]),
    });
    const correlation = correlate(whole);
    return gapsOf([], { correlation, sources: whole.sources })
      .map(({ what }) => what)
      .join();
  };
  expect(gaps(oom(10, 'gunicorn'))).not.toContain('for memory');
  expect(gaps(oom(10, 'gunicorn'), oom(77, 'java'))).toContain('killed for memory: process 77 (java)');
});

it('what ended a master that its workers missed, unless something tells', () => {
  const orphaned = (pid: number) => ({ what: 'worker-recycling', worker: pid, why: 'parent changed' }) as const;
  const lines = [
    [0, 1, started],
    [0, 10, booting(10)],
    [50, 10, orphaned(10)],
    [50, 10, exiting(10)],
  ] as const;
  expect(remedies({ lifecycle: told(...lines) })).toContain('journalctl -u UNIT');
  const ended = { what: 'unit-ended', unit: 'web.service', why: 'oom-kill' } as const;
  expect(remedies({ lifecycle: told(...lines, [49, 1, ended]) })).not.toContain('journalctl -u UNIT');
});

it('where a worker stood that was given up while it came up: what is set up after the application is too late', () => {
  const lifecycle = told([0, 1, started], [0, 10, booting(10)], [31, 1, timedOut(10)], [32, 11, booting(11)]);
  expect(remedies({ lifecycle })).toContain('faulthandler.dump_traceback_later');
  expect(remedies({ lifecycle })).not.toContain('faulthandler.enable()');
  expect(remedies({ lifecycle, activity: [spoke(10, 3, 5)] })).toContain('faulthandler.enable()');
});
