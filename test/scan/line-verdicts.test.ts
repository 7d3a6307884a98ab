import { expect, it } from 'vitest';
import { envelopes } from '../../src/envelopes/registry.ts';
import { formats } from '../../src/formats/registry.ts';
import { learnWritten } from '../../src/scan/learn-written.ts';
import { lineVerdicts } from '../../src/scan/line-verdicts.ts';
import { openReaders } from '../../src/scan/readers.ts';
import { supervisors } from '../../src/supervisors/registry.ts';

const LINES = [
  'web  | [2026-11-23 09:57:40 +0000] [10] [CRITICAL] WORKER TIMEOUT (pid:12)',
  'web  | 2026-11-23 09:57:41,100 INFO shop.views begin GET /feed',
  'web  | 2026-11-23 09:57:41,200 ERROR shop.views boom',
  'web  | Traceback (most recent call last):',
  'web  |   File "/srv/shop/views.py", line 3, in feed',
  'web  |     raise ValueError("x")',
  'web  | ValueError: x',
  'web  | and now for something else',
];

it('tells for each line who reads it, in what it was wrapped, and who was asked before', () => {
  const all = { envelopes, formats, supervisors };
  const sample = { lines: LINES, workerPids: new Set<number>(), stated: [], year: undefined };
  const verdicts = lineVerdicts(LINES, openReaders(learnWritten(sample, all), all));
  expect(verdicts.map(({ line, by, format }) => [line, by, format])).toEqual([
    [1, 'format', 'gunicorn-error'],
    [2, 'format', 'python-app'],
    [3, 'format', 'python-app'],
    [4, 'format', 'python-traceback'],
    [5, 'continues', ''],
    [6, 'continues', ''],
    [7, 'continues', ''],
    [8, 'continues', ''],
  ]);
  expect(verdicts.map((verdict) => verdict.envelopes)).toEqual(LINES.map(() => ['compose']));
  expect(verdicts[1]?.refused).toEqual(['gunicorn-error']);
});

it('says that nobody reads a line, and where only a supervisor is known', () => {
  const all = { envelopes: [], formats: [], supervisors };
  const lines = ['something', 'spawned uWSGI worker 1 (pid: 7, cores: 1)', 'else'];
  const readers = openReaders({ envelopes: [], layouts: [] }, all);
  expect(lineVerdicts(lines, readers).map(({ by }) => by)).toEqual(['nobody', 'supervisor', 'nobody']);
});

const verdictsOf = (...lines: readonly string[]) => {
  const all = { envelopes, formats, supervisors };
  const sample = { lines, workerPids: new Set<number>(), stated: [], year: 2026 };
  return lineVerdicts(lines, openReaders(learnWritten(sample, all), all));
};

it('reads a line without a head as a scan does, with what its collector noted down before it', () => {
  const line = (second: number, said: string): string => `Nov 23 09:57:4${String(second)} web1 web[10]: ${said}`;
  const verdicts = verdictsOf(...[0, 1, 2, 3].map((second) => line(second, `begin GET /feed/${String(second)}`)));
  expect(verdicts.map(({ text, by }) => [text, by])).toEqual(
    [0, 1, 2, 3].map((second) => [`begin GET /feed/${String(second)}`, 'format']),
  );
});

it('lets no line read on from the record of another speaker', () => {
  const verdicts = verdictsOf(
    'web-1    | [2026-11-23 09:57:40 +0000] [10] [INFO] Listening at: http://0.0.0.0:8000 (10)',
    'other-1  |   and now for something else',
    'web-1    |   and so on',
  );
  expect(verdicts.map(({ by }) => by)).toEqual(['format', 'nobody', 'continues']);
});

it('tells of each record that was glued to another on one line', () => {
  const [one, two] = ['[CRITICAL] WORKER TIMEOUT (pid:8)', '[ERROR] Worker (pid:8) was sent SIGKILL!'].map(
    (said, at) => `[2026-11-23 08:54:2${String(at)} +0000] [1] ${said}`,
  );
  const verdicts = verdictsOf(
    `${one ?? ''}${two ?? ''}`,
    '[2026-11-23 08:54:21 +0000] [9] [INFO] Booting worker with pid: 9',
  );
  expect(verdicts.map(({ line, text, format }) => [line, text, format])).toEqual([
    [1, one, 'gunicorn-error'],
    [1, two, 'gunicorn-error'],
    [2, '[2026-11-23 08:54:21 +0000] [9] [INFO] Booting worker with pid: 9', 'gunicorn-error'],
  ]);
});

it('tells of the report of a thread that watches greenlets as a scan reads it', () => {
  const verdicts = verdictsOf(
    '2026-11-30T14:59:38Z : Greenlet <Greenlet at 0x7f42a88fa520: handle(1)> appears to be blocked',
    '    Reported by <gevent._gevent_c_tracer.GreenletTracer object at 0x7f42a89097b0>',
    'Blocked Stack (for thread id 0x7f42aa15c040):',
    '  File "/srv/shop/views.py", line 5, in export',
    '    write(rows)',
    'Info:',
  );
  expect(verdicts.map(({ by }) => by)).toEqual(['format', ...Array.from({ length: 5 }, () => 'continues')]);
});

it('reads a line together with the time that stands above it', () => {
  const said = [
    '[2026-11-23 09:57:40 +0000] [10] [CRITICAL] WORKER TIMEOUT (pid:12)',
    'Traceback (most recent call last):',
    '  File "/srv/shop/views.py", line 3, in feed',
    'SystemExit: 1',
  ];
  const verdicts = verdictsOf(...said.flatMap((line, at) => [`2026-11-23T09:57:40.00${String(at)}Z`, line]));
  expect(verdicts.filter((_, at) => at % 2 === 0).map(({ by, format, text }) => [by, format, text])).toEqual([
    ['format', 'gunicorn-error', said[0]],
    ['format', 'python-traceback', said[1]],
    ['continues', '', said[2]],
    ['continues', '', said[3]],
  ]);
  expect(verdicts.filter((_, at) => at % 2 === 1).map(({ by }) => by)).toEqual(said.map(() => 'continues'));
});
