import { describe, expect, it } from 'vitest';
import { NOT_STATED } from '../../../src/formats/format.ts';
import { newHead } from '../../../src/formats/head.ts';
import { uwsgiLog } from '../../../src/formats/uwsgi-log/format.ts';
import { uwsgi } from '../../../src/supervisors/uwsgi/supervisor.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const learn = (lines: readonly string[]) => uwsgiLog.learn({ lines, workerPids: new Set(), stated: [] });
const reader = uwsgiLog.open({ format: 'uwsgi-log', head: '[date - ]message', phrases: [] });
const origin = { source: 1, line: 1, byteOffset: 0 };

const request = (rest: string): string =>
  `[pid: 7|app: 0|req: 1/1] 10.0.0.7 () {24 vars in 254 bytes} [Mon Nov 23 09:18:46 2026] ${rest}`;
const TAIL = '2 headers in 64 bytes (1 switches on core 0)';
const at = (iso: string, micros = 0): number => Date.parse(`${iso}Z`) * 1_000 + micros;

const classOf = (text: string): string => {
  const bytes = encode(text);
  return reader.classify(bytes, 0, bytes.length, newHead());
};
const starts = (text: string): boolean => reader.starts(encode(text), 0, encode(text).length, newHead());

describe('requests', () => {
  it.each<[rest: string, kind: string, facts: object]>([
    [
      `GET /fast => generated 3 bytes in 0 msecs (HTTP/1.1 200) ${TAIL}`,
      'whole',
      { method: 'GET', target: '/fast', status: 200, durationUs: 0 },
    ],
    [
      `GET /a b?c=[x] => generated 3 bytes in 12 msecs via sendfile() (HTTP/2.0 499) ${TAIL}`,
      'whole',
      { method: 'GET', target: '/a b?c=[x]', status: 499, durationUs: 12_000 },
    ],
    [
      `GET /x => generated 0 bytes in 31000 msecs (HTTP/1.1 500) ${TAIL}`,
      'failed',
      { method: 'GET', target: '/x', status: 500, durationUs: 31_000_000 },
    ],
    [
      `- - => generated 0 bytes in 5 micros (- 200) ${TAIL}`,
      'whole',
      { method: undefined, target: undefined, status: 200, durationUs: 5 },
    ],
    [
      `GET /gone => generated 0 bytes in 5 msecs ( 0) ${TAIL}`,
      'whole',
      { method: 'GET', target: '/gone', status: undefined, durationUs: 5_000 },
    ],
  ])('%s', (rest, kind, facts) => {
    const line = request(rest);
    expect(starts(line)).toBe(true);
    expect(classOf(line)).toBe(kind);
    expect(reader.read({ origin, text: line })).toMatchObject([{ kind: 'request', edge: 'whole', pid: 7, facts }]);
  });

  it('end so much later than the line’s bracket', () => {
    const bytes = encode(request(`GET /x => generated 0 bytes in 31000 msecs (HTTP/1.1 200) ${TAIL}`));
    const head = newHead();
    reader.starts(bytes, 0, bytes.length, head);
    expect(head).toMatchObject({
      wall: at('2026-11-23T09:19:17'),
      offsetMin: NOT_STATED,
      precisionUs: 1_000_000,
      pid: 7,
    });
    reader.classify(bytes, 0, bytes.length, head);
    expect(head.durationUs).toBe(31_000_000);
  });

  it('end when a stamp before the line says so', () => {
    const bytes = encode(
      `[2026-11-23T09:19:18+01:00] - ${request(`GET /x => generated 0 bytes in 9 msecs (HTTP/1.1 200) ${TAIL}`)}`,
    );
    const head = newHead();
    expect(reader.starts(bytes, 0, bytes.length, head)).toBe(true);
    expect(head).toMatchObject({ wall: at('2026-11-23T09:19:18'), offsetMin: 60, pid: 7 });
  });
});

describe('messages', () => {
  it.each(uwsgi.samples.filter(({ step }) => step))('$text: kept, with a stamp or without', ({ text }) => {
    expect([text, `Mon Nov 23 09:18:50 2026 - ${text}`, `2026-11-23 09:18:50 - ${text}`].map(starts)).toEqual(
      Array(3).fill(true),
    );
    expect(classOf(text)).toBe('notable');
    expect(reader.read({ origin, text })).toMatchObject([{ kind: 'note', message: text }]);
    if (!text.includes('Starting')) expect(reader.read({ origin, text })).toMatchObject([{ stamp: undefined }]);
  });

  it.each(uwsgi.openings)('%s', (opening) => {
    expect(starts(opening)).toBe(true);
  });

  it.each([
    'SIGPIPE: writing to a closed pipe/socket/fd (probably the client disconnected) on request / (ip 10.0.0.7) !!!',
    'Mon Nov 23 09:18:50 2026 - *** uWSGI listen queue of socket "127.0.0.1:3031" (fd: 3) full !!! (101/100) ***',
    'Mon Nov 23 09:18:50 2026 - logsize: 81, triggering rotation to app.log.1...',
    'worker 1 buried after 1 seconds',
    'worker respawning too fast !!! i have to sleep a bit (2 seconds)...',
  ])('counted only: %s', (line) => {
    expect(starts(line)).toBe(true);
    expect(classOf(line)).toBe('plain');
  });

  it('keeps what stands above a traceback, and the traceback', () => {
    const text = [
      'WSGI app 0 (mountpoint=) ready',
      'Traceback (most recent call last):',
      '  File "a.py", line 1, in f',
      'KeyError: 1',
    ].join('\n');
    expect(classOf(text)).toBe('notable');
    expect(reader.read({ origin, text })).toMatchObject([{ kind: 'note' }, { kind: 'exception' }]);
  });
});

it.each([
  '',
  'Mon Nov 23 09:18:50 2026 - ',
  'Mon Nov 23 09:18:50 2026 - started',
  '[pid: 7] started',
  '[pid: 7|app: 0|req: 1/1] cut of',
  'worker 1 started',
  'workers: 4',
  '*** hello ***',
  '2026-11-23 09:18:50,123 - app - INFO - worker 1 started',
  '[2026-11-23 09:18:50 +0000] [7] [INFO] Booting worker with pid: 7',
])('does not claim: %s', (line) => {
  expect(learn([line])).toBeUndefined();
});

it('claims all under uWSGI’s stamp once it has seen uWSGI speak', () => {
  const lines = ['Mon Nov 23 09:18:50 2026 - started', 'goodbye to uWSGI.', 'hello'];
  expect(learn(lines)?.share).toBeCloseTo(2 / 3);
});
