import { describe, expect, it } from 'vitest';
import { correlate } from '../../src/correlate/correlate.ts';
import { conclude } from '../../src/infer/conclude.ts';
import type { LifecycleStep } from '../../src/model/lifecycle.ts';
import { booting, factsWith, spoke, timedOut, told } from '../correlate/told.ts';

const stated = (name: string, value: string): LifecycleStep => ({ what: 'server-setting', name, value });

const server = (host: string, version: string, workerClass: string, from: number) =>
  told(
    [from, 1, { what: 'master-started', server: 'gunicorn', version }],
    [from, 1, stated('worker_class', workerClass)],
    ...[[from, 10, booting(10)] as const, [from + 40, 1, timedOut(10)] as const, [from + 41, 11, booting(11)] as const],
  ).map((event, line) => ({ ...event, host, origin: { source: from === 0 ? 1 : 2, line, byteOffset: line * 80 } }));

describe('servers of several hosts', () => {
  it('each have the version and class that their own host tells', () => {
    const lifecycle = [...server('web1', '20.1.0', 'gevent', 0), ...server('web2', '23.0.0', 'sync', 5)];
    const incidents = conclude(correlate(factsWith({ lifecycle })));
    expect(incidents.map((one) => [one.worker.host, one.server.version, one.server.workerClass])).toEqual([
      ['web1', '20.1.0', 'gevent'],
      ['web2', '23.0.0', 'sync'],
    ]);
  });

  it('are told apart by their masters where they run side by side on one', () => {
    const start = (master: number, version: string) =>
      [0, master, { what: 'master-started', server: 'gunicorn', version }] as const;
    const lifecycle = told(
      ...[start(1, '20.1.0'), start(100, '23.0.0'), [0, 10, booting(10)] as const, [0, 110, booting(110)] as const],
      ...[[40, 1, timedOut(10)] as const, [80, 100, timedOut(110)] as const],
    );
    const incidents = conclude(correlate(factsWith({ lifecycle })));
    expect(incidents.map((one) => [one.worker.pid, one.server.version])).toEqual([
      [10, '20.1.0'],
      [110, '23.0.0'],
    ]);
  });

  it('infer the timeout of each master from its own workers alone', () => {
    const start = (master: number) =>
      [0, master, { what: 'master-started', server: 'gunicorn', version: '23.0.0' }] as const;
    const lifecycle = told(
      ...[start(1), start(100), [0, 10, booting(10)] as const, [0, 110, booting(110)] as const],
      ...[[40, 1, timedOut(10)] as const, [80, 100, timedOut(110)] as const],
    );
    const often = (pid: number, until: number) => Array.from({ length: until }, (_, at) => spoke(pid, at, at + 0.5));
    const incidents = conclude(correlate(factsWith({ lifecycle, activity: [...often(10, 30), ...often(110, 50)] })));
    expect(incidents.map(({ worker, server: of }) => [worker.pid, of.timeoutSeconds])).toEqual([
      [10, 10],
      [110, 30],
    ]);
  });
});
