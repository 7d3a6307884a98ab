import { describe, expect, it } from 'vitest';
import { gunicornError } from '../../../src/formats/gunicorn-error/format.ts';
import { NOT_STATED, type Reader } from '../../../src/formats/format.ts';
import { newHead } from '../../../src/formats/head.ts';
import { gunicorn } from '../../../src/supervisors/gunicorn/supervisor.ts';

const learn = (lines: readonly string[]) => gunicornError.learn({ lines, workerPids: new Set(), stated: [] });

const openFor = (lines: readonly string[]): Reader => {
  const learnt = learn(lines);
  if (!learnt) throw new Error('not claimed');
  return gunicornError.open(learnt.layout);
};

const BOOT = '[2026-11-23 09:47:28 +0000] [10836] [INFO] Booting worker with pid: 10836';
const OLD_BOOT = '2014-06-12 10:00:00 [1240] [INFO] Booting worker with pid: 1240';
const reader = openFor([BOOT, OLD_BOOT]);
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const headOf = (line: string): unknown => {
  const head = newHead();
  return reader.starts(encode(line), 0, encode(line).length, head) ? head : 'none';
};

const classOf = (record: string): string => reader.classify(encode(record), 0, encode(record).length, newHead());

const read = (text: string) => reader.read({ origin: { source: 1, line: 40, byteOffset: 4_000 }, text });

const TRACEBACK = ['Traceback (most recent call last):', '  File "a.py", line 3, in run', 'SystemExit: 1'].join('\n');

describe('learns', () => {
  it.each([
    ['[2026-11-23 09:47:28 +0000] [7] [INFO] Starting gunicorn 20.1.0', '[YYYY-MM-DD hh:mm:ss +zzzz] [pid] [LEVEL]'],
    ['[2026-11-23 09:47:28,531] [7] [INFO] Using worker: gevent', '[YYYY-MM-DD hh:mm:ss,fff] [pid] [LEVEL]'],
    ['[2026-11-23 09:47:28.531 +0800] [7] [INFO] Hang up: Master', '[YYYY-MM-DD hh:mm:ss.fff +zzzz] [pid] [LEVEL]'],
    ['2014-06-12 10:00:00 [7] [INFO] Starting gunicorn 18.0', 'YYYY-MM-DD hh:mm:ss [pid] [LEVEL]'],
    ['2026-11-23 09:47:28,531 [7] [INFO    ] Worker exiting (pid: 7)', 'YYYY-MM-DD hh:mm:ss,fff [pid] [LEVEL]'],
  ])('%s', (line, head) => {
    expect(learn([line])).toEqual({ share: 1, layout: { format: 'gunicorn-error', head, phrases: [] } });
  });

  it('both shapes of a log that saw an upgrade', () => {
    expect(learn([OLD_BOOT, BOOT])?.layout.head.split(' | ')).toHaveLength(2);
  });

  it('heartbeats of the application with the rest', () => {
    expect(learn(['[2021-03-22 15:22:53 +0800] [10836] [WARNING] lhh alive (pid:10836)', BOOT])?.share).toBe(1);
  });

  it('tracebacks and settings with the record above them, and no line of others', () => {
    const error = '[2026-11-23 09:47:28 +0000] [10836] [ERROR] Error handling request /item';
    const dump = ['[2026-11-23 09:47:28 +0000] [7] [DEBUG] Current configuration:', '  timeout: 3', ''];
    expect(learn(['bare', BOOT, 'bare', error, ...TRACEBACK.split('\n'), 'bare', ...dump])?.share).toBe(8 / 11);
  });

  it.each([
    ['an application in the same shape', '2026-11-23 09:45:03,123 [77] [INFO] shop.requests: begin GET /feed'],
    ['hypercorn', '[2026-11-23 09:45:57 +0000] [10587] [INFO] Running on http://0.0.0.0:8000 (CTRL + C to quit)'],
    ['gunicorn in another layout', '2026-11-23 09:45:03 INFO gunicorn.error: Booting worker with pid: 77'],
    ['nothing', ''],
  ])('not %s', (_, line) => {
    expect(learn([line])).toBeUndefined();
  });

  it('nothing from no lines', () => expect(learn([])).toBeUndefined());

  it('its own messages alone where an application logs through its logger', () => {
    const app = Array.from({ length: 30 }, (_, n) =>
      ['GET /feed begun', 'Failed to price 7'].map(
        (what) => `[2026-11-23 09:47:29 +0000] [${String(n)}] [INFO] ${what}`,
      ),
    ).flat();
    const ours = [
      BOOT,
      '[2026-11-23 09:47:29 +0000] [7] [INFO] Application startup complete.',
      '[2026-11-23 09:47:29 +0000] [7] [ERROR] Error handling request /feed',
    ];
    const lines = [...ours, ...app];
    expect(learn(lines)?.share).toBe(3 / 63);
    const shared = openFor(lines);
    const starts = (line: string): boolean => shared.starts(encode(line), 0, encode(line).length, newHead());
    expect(lines.filter(starts)).toEqual(ours);
  });

  it('not the lines of an application whose shape differs from gunicorn’s', () => {
    const learnt = learn([BOOT, '2026-11-23 09:45:03,123 [77] [INFO] shop.requests: begin GET /feed']);
    expect(learnt?.share).toBe(0.5);
  });
});

describe('starts', () => {
  it.each([
    ['[2021-03-22 15:22:53 +0800] [27120] [WARNING] lhh alive (pid:27120)', 27120, 480],
    ['[2021-03-22 15:22:53 +0800] [1] [DEBUG] ', 1, 480],
    ['2021-03-22 15:22:53 [27120] [CRITICAL] WORKER TIMEOUT (pid:27121)\r', 27120, NOT_STATED],
  ])('%s', (line, pid, offsetMin) => {
    const wall = Date.UTC(2021, 2, 22, 15, 22, 53) * 1_000;
    expect(headOf(line)).toMatchObject({ wall, pid, offsetMin, precisionUs: 1_000_000 });
  });

  it.each([
    '',
    'Traceback (most recent call last):',
    '  timeout: 30',
    '[2021-03-22 15:22:53 +0800] [27120] [NOTE] x',
    '[2021-03-22 15:22:53 +0800] [27120] [INFORMATION] x',
    '[2021-03-22 15:22:53 +0800] [] [INFO] x',
    '[2021-03-22 15:22:53 +0800] [12345678] [INFO] x',
    '[2021-03-22 15:22:53 +0800] [27120][INFO] x',
    '[2021-13-22 15:22:53 +0800] [27120] [INFO] x',
    '[2021-03-22 15:22:53 +0800 [27120] [INFO] x',
    '[2021-03-22 15:22:53,123 +0800] [27120] [INFO] x',
    '2021-03-22 15:22:53 +0800 [27120] [INFO] x',
    '[2026-11-23 09:34:53,627] ERROR in app: Exception on /exc [GET]',
    '[2026-11-23 09:46:52,887: ERROR/MainProcess] msg',
  ])('not: %s', (line) => {
    expect(headOf(line)).toBe('none');
  });
});

describe('classifies', () => {
  const at = '[2021-03-22 15:22:53 +0800] [27120]';

  it.each([
    `${at} [ERROR] anything`,
    `${at} [CRITICAL] anything`,
    `${at} [INFO] anything\n${TRACEBACK}`,
    `${at} [INFO] Started server process [27120]`,
    `${at} [DEBUG] Current configuration:\n  timeout: 30`,
    `${at} [DEBUG]   timeout: 30`,
    `${at} [DEBUG] 4 workers`,
    `${at} [DEBUG] GET /feed`,
    `${at} [DEBUG] OPTIONS *`,
  ])('notable: %s', (record) => {
    expect(classOf(record)).toBe('notable');
  });

  it.each([
    `${at} [WARNING] lhh alive (pid:27120)`,
    `${at} [INFO] GET /feed`,
    `${at} [DEBUG] 4 worker`,
    `${at} [DEBUG] `,
    `${at} [INFO] order placed\n  by 7`,
    'no head at all',
  ])('plain: %s', (record) => {
    expect(classOf(record)).toBe('plain');
  });

  const details = ['request-started', 'request-closed', 'server-setting'];
  const steps = gunicorn.samples.filter(({ step }) => step !== undefined);
  it.each(steps)('notable, as the supervisor understands it: $text', ({ text, step }) => {
    const level = details.includes(step?.what ?? '') ? 'DEBUG' : 'INFO';
    const chatty = ['request-failed', 'worker-failed-to-boot', 'master-stopped'].includes(step?.what ?? '');
    expect(classOf(`${at} [${chatty ? 'ERROR' : level}] ${text}`)).toBe('notable');
  });

  it.each([
    'Autorestarting worker after current request.',
    'Worker reloading: /a.py modified',
    'Parent changed, shutting down: <Worker 7>',
    'Maximum request limit of 9 exceeded. Terminating process.',
    'Reason: Worker failed to boot.',
    'Closing 2 connections after timeout',
  ])('notable at level info: %s', (message) => {
    expect(classOf(`${at} [INFO] ${message}`)).toBe('notable');
  });
});

describe('reads', () => {
  it('a message without its head', () => {
    const text = '[2021-03-22 15:23:04 +0800] [27115] [CRITICAL] WORKER TIMEOUT (pid:27120)';
    expect(read(text)).toEqual([
      {
        kind: 'note',
        origin: { source: 1, line: 40, byteOffset: 4_000 },
        stamp: { wall: Date.UTC(2021, 2, 22, 15, 23, 4) * 1_000, offsetMin: 480, precision: 's' },
        pid: 27115,
        text,
        level: 'critical',
        message: 'WORKER TIMEOUT (pid:27120)',
      },
    ]);
  });

  it('a traceback as an exception under the same head', () => {
    const events = read(`[2021-03-22 15:23:04 +0800] [27120] [ERROR] Error handling request /é\n${TRACEBACK}`);
    expect(events).toMatchObject([
      { kind: 'note', message: 'Error handling request /é' },
      { kind: 'exception', pid: 27120, message: 'Error handling request /é', requestId: undefined },
    ]);
    expect(events[1]).toHaveProperty('traceback.chain.0.exception', 'SystemExit');
  });

  it('each setting with its own place', () => {
    const head = '[2021-03-22 15:23:04 +0800] [7] [DEBUG] Current configuration:';
    const settings = read(`${head}\n  proc_name: café\n  timeout: 3`).slice(1);
    expect(settings).toMatchObject([
      { message: '  proc_name: café', origin: { line: 41, byteOffset: 4_000 + head.length + 1 } },
      { message: '  timeout: 3', origin: { line: 42, byteOffset: 4_000 + head.length + 1 + 19 } },
    ]);
  });

  it('nothing from what is no record', () => expect(read('Traceback')).toEqual([]));
});

it("knows a file that holds nothing but requests' starts, of level debug, for gunicorn's", () => {
  const starts = ['GET /a', 'POST /b/1'].map((start) => `[2026-11-23 08:51:06 +0000] [7] [DEBUG] ${start}`);
  expect(learn(starts)?.share).toBe(1);
  const others = [
    '[2026-11-23 08:51:06 +0000] [7] [DEBUG] GET /a took 3 ms',
    '[2026-11-23 08:51:06 +0000] [7] [INFO] GET /a',
  ];
  expect(learn(others)).toBeUndefined();
});
