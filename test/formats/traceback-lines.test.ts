import { describe, expect, it } from 'vitest';
import { HEADER, text, told } from './told-traceback.ts';

/** Printed by Python 3.11; the second frame's source could not be read. */
const PRINTED = [
  HEADER,
  '  File "/srv/app/web.py", line 42, in app',
  '    globals()[name]("a\\n")',
  '    ^^^^^^^^^^^^^^^^^^^^^^^',
  '  File "src/gevent/greenlet.py", line 908, in gevent._gevent_cgreenlet.Greenlet.run',
  '  File "/srv/app/web.py", line 7, in <lambda>',
  '    try: f(); rows["x"]',
  '              ~~~~^^^^^',
  "KeyError: 'x'",
];
const TOLD = [
  [
    "KeyError: 'x' < /srv/app/web.py:42 app < src/gevent/greenlet.py:908 gevent._gevent_cgreenlet.Greenlet.run < /srv/app/web.py:7 <lambda>",
  ],
];
const HTML: Readonly<Record<string, string>> = { '"': '&quot;', "'": '&#x27;', '<': '&lt;', '>': '&gt;' };
const whole = text(...PRINTED);

it('is read where a page or a chat made one line of it', () => {
  const flat =
    'Error in /up Traceback (most recent call last): File "/srv/sync.py", line 135, in handle self.handle(req, addr) ' +
    'File "/srv/a.py", line 3, in up ^^^^^ return go() RuntimeError: no way: out';
  expect(told(flat)).toEqual([['RuntimeError: no way: out < /srv/sync.py:135 handle < /srv/a.py:3 up']]);
  const limit =
    'Traceback (most recent call last): File "/srv/tasks.py", line 24, in report rows = fetch() celery.exceptions.SoftTimeLimitExceeded: SoftTimeLimitExceeded() [2026-11-23 14:32:01,234: ERROR/ForkPoolWorker-1] Task report raised';
  expect(told(limit)[0]?.[0]).toMatch(/^celery\.exceptions\.SoftTimeLimitExceeded: .* < \/srv\/tasks\.py:24 report$/);
});

describe('what is done to a traceback on its way into a log', () => {
  it.each([
    ['nothing', whole],
    ['a head before it', `2021-03-12 09:57:45,146 $20431\n${whole}`],
    ['a head on its first line, the rest indented', `[77] [ERROR] ${PRINTED.join('\n\t')}`],
    ['a tab', text(...PRINTED.map((line) => `\t${line}`))],
    ['four spaces', text(...PRINTED.map((line) => `    ${line}`))],
    ['CRLF', PRINTED.join('\r\n')],
    ['a prefix', text(...PRINTED.map((line) => `web-1  | ${line}`))],
    [
      'a prefix with a clock in it',
      text(...PRINTED.map((line, at) => `Nov 23 09:15:0${String(at)} host app[77]: ${line}`)),
    ],
    ['leading spaces lost', text(...PRINTED.map((line) => line.trimStart()))],
    ['leading spaces lost, then indented', text(...PRINTED.map((line) => `    ${line.trimStart()}`))],
    ['syslog', `app: ${PRINTED.join('#012')}`],
    ['syslog, with tabs below the head', `app: ${PRINTED.join('#012#011')}`],
    ['JSON', JSON.stringify({ level: 'error', exc_info: whole, pid: 77 })],
    ['JSON in JSON', JSON.stringify({ log: JSON.stringify({ exc_info: whole, pid: 77 }) })],
    ['repr()', `failed: '${whole.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`],
    ['HTML', whole.replace(/["'<>]/g, (char) => HTML[char] ?? char)],
    [
      'colours (3.13)',
      whole.replace(/"(\/srv[^"]*)"/g, '\u001b[35m"$1"\u001b[0m').replace('KeyError', '\u001b[1;35mKeyError\u001b[0m'),
    ],
  ])('%s', (_what, source) => {
    expect(told(source)).toEqual(TOLD);
  });

  it("keeps the program's own line ends in the source", () => {
    expect(JSON.stringify(whole)).toContain(String.raw`\\n`);
    expect(told(JSON.stringify({ exc: whole }))).toEqual(TOLD);
  });
});

describe('what is cut off', () => {
  const [, ...headless] = PRINTED;
  const rest = TOLD.map(([chain = '']) => [chain, '…']);

  it.each([
    ['head', text(...headless)],
    ['head, indented', text(...headless.map((line) => `\t${line}`))],
    ['head, prefixed', text(...headless.map((line) => `web-1  | ${line}`))],
    ['head, and source of the frame before', text('    serve()', ...headless)],
  ])('%s', (_what, source) => {
    expect(told(source)).toEqual(rest);
  });

  it.each([
    ['in a frame', '  File "/srv/app/w'],
    ['in source', '    glob'],
    ['by a mark', '... (truncated)'],
    ['at once', ''],
  ])('end %s', (_what, last) => {
    expect(told(text(HEADER, '  File "a.py", line 1, in f', last))).toEqual([[' < a.py:1 f', '…']]);
  });

  it('between two blocks of a chain', () => {
    const source = text(
      HEADER,
      '  File "a.py", line 1, in f',
      'KeyError: 1',
      '',
      'During handling of the above exception, another exception occurred:',
      '',
    );
    expect(told(source)).toEqual([['KeyError: 1 < a.py:1 f', '…']]);
  });
});

describe('what only looks like a traceback', () => {
  it.each([
    [
      'stack_info of a record',
      text('slow', 'Stack (most recent call last):', '  File "a.py", line 1, in f', '    g()'),
    ],
    ['a frame in a sentence', 'see File "a.py", line 1, in f'],
    ['a SyntaxWarning', text('  File "a.py", line 1', '    x is 1')],
  ])('%s', (_what, source) => {
    expect(told(source)).toEqual([]);
  });

  it("leaves out asyncio's note of where a task was made", () => {
    const source = text(
      'Task exception was never retrieved',
      'source_traceback: Object created at (most recent call last):',
      '  File "main.py", line 3, in main',
      '    asyncio.run(work())',
      HEADER,
      '  File "a.py", line 1, in work',
      'OSError',
    );
    expect(told(source)).toEqual([['OSError < a.py:1 work']]);
  });
});
