import { describe, expect, it } from 'vitest';
import { prefixedLines } from '../../src/envelopes/prefixed-lines/envelope.ts';

const LOG = [
  '    return self.wsgi(environ, start_response)',
  '  File "/srv/shop/report.py", line 41, in build',
  '    rows = cursor.fetchall()',
  '  File "/srv/lib/gunicorn/workers/base.py", line 204, in handle_abort',
  '    sys.exit(1)',
  'SystemExit: 1',
  '[2026-11-23 09:48:49 +0000] [9] [INFO] Worker exiting (pid: 9)',
  '[2026-11-23 09:48:50 +0000] [12] [INFO] Booting worker with pid: 12',
];

const peeled = (lines: readonly string[]) => {
  const layout = prefixedLines.learn({ lines, year: 2026 });
  return layout === undefined ? undefined : lines.map((line) => prefixedLines.open(layout)(line));
};

describe('a prefix that nobody knows', () => {
  it.each([
    ['a console', (at: number) => `2026-Nov-23 09:48:5${String(at)}.${String(at)}00456 `],
    ['a viewer', () => 'shop-7d9f6c5b8-k2x9q › web '],
    ['multilog', (at: number) => `@4000000066320a1b2a1b3c4${String(at)} `],
    ['a time of day', (at: number) => `09:48:5${String(at)}  `],
    ['numbers', (at: number) => `   ${String(at + 1)}   │ `],
    ['a file', () => 'error.log.2.gz:'],
    ['a process', (at: number) => `2026-11-23 09:48:5${String(at)} [11] | `],
  ])('is taken off all lines: %s', (_, prefix) => {
    const lines = LOG.map((line, at) => `${prefix(at)}${line}`);
    expect(peeled(lines)?.map((inner) => inner?.text)).toEqual(LOG);
  });

  it('may lose its blanks before a blank line, and stand within a post', () => {
    const lines = ['It says:', ...LOG.map((line) => `pod-a: ${line}`), 'pod-a:', 'Why?'];
    expect(peeled(lines)?.map((inner) => inner?.text)).toEqual([undefined, ...LOG, '', undefined]);
  });

  it('tells pods apart by their names, not by levels', () => {
    const hosts = (names: readonly string[]) =>
      new Set(peeled(names.flatMap((name) => LOG.map((line) => `${name}: ${line}`)))?.map((inner) => inner?.host));
    expect(hosts(['pod-a', 'pod-b'])).toEqual(new Set(['pod-a', 'pod-b']));
    expect(hosts(['web ERROR', 'web INFO'])).toEqual(new Set([undefined]));
  });

  it.each([
    [
      'uWSGI',
      [
        'Mon Nov 23 09:48:48 2026 - *** HARAKIRI ON WORKER 1 (pid: 7, try: 1) ***',
        'Respawned uWSGI worker 1 (new pid: 9)',
      ],
    ],
    [
      'unicorn',
      [
        'E, [2026-11-23T09:48:48.215829 #1] ERROR -- : worker=0 PID:7 timeout (16s > 15s), killing',
        'I, [2026-11-23T09:48:49.225904 #9]  INFO -- : worker=0 ready',
      ],
    ],
  ])('is known by the heads of %s', (_, said) => {
    const log = [...said, ...said];
    expect(peeled(log.map((line) => `pod-a: ${line}`))?.map((inner) => inner?.text)).toEqual(log);
  });

  it.each([
    ['a pod and a container', (name: string) => `${name}-7d9f6c5b8-k2x9q › web `],
    ['brackets', (name: string) => `<${name}> `],
    ['columns', (name: string) => `${name.padEnd(12)}: `],
    ['a time', (name: string, at: number) => `2026-11-23 09:48:5${String(at)} ${name}» `],
    ['a number', (name: string) => `${name}-1 » `],
  ])('is taken off the lines of others in the same stream, whatever these say: %s', (_, prefix) => {
    const others = ['Listening on 3000', 'GET /x 200', 'panic: no such table', 'done'];
    const lines = [
      ...LOG.map((line, at) => `${prefix('web', at)}${line}`),
      ...others.map((line, at) => `${prefix('node-api', at)}${line}`),
    ];
    expect(peeled(lines)?.map((inner) => inner?.text)).toEqual([...LOG, ...others]);
    expect(new Set(peeled(lines)?.map((inner) => inner?.host)).size).toBe(2);
  });

  it('is left alone where other lines have none', () => {
    const lines = ['[app] [2026-11-23 09:48:49 +0000] [9] [INFO] Worker exiting (pid: 9)', ...LOG];
    expect(peeled(lines)).toBeUndefined();
    expect(peeled(LOG)).toBeUndefined();
  });
});
