import { describe, expect, it } from 'vitest';
import { parseTraceback, parseTracebacks } from '../../src/formats/traceback.ts';

const text = (...lines: readonly string[]): string => lines.join('\n');
const HEADER = 'Traceback (most recent call last):';

/** What a traceback comes down to: its exceptions with their messages, and `file:line function` of each frame. */
const told = (source: string) =>
  parseTracebacks(source).map(({ chain, group, truncated }) => ({
    raised: [...chain, ...group].map(({ exception, message }) =>
      message === '' ? exception : `${exception}: ${message}`,
    ),
    frames: chain.map(({ frames }) =>
      frames.map(({ file, line, function: name }) => `${file}:${String(line)} ${name}`),
    ),
    truncated,
  }));

describe('shapes of tracebacks', () => {
  it('reads the story: source lines missing, tab-indented, Python 2', () => {
    const record = text(
      '2021-03-12 09:57:45,146 $20431',
      `\t${HEADER}`,
      '\t  File "build/src/app/operate/gen_op.py", line 362, in generate',
      '\t  File "build/src/app/operate/gen_op.py", line 447, in write_sn_file',
      '\t  File "/usr/local/python-2.7.13/lib/python2.7/gzip.py", line 241, in write',
      '\t    self.fileobj.write(self.compress.compress(data))',
      '\t  File "/home/fee/lib/python2.7/site-packages/gunicorn/workers/base.py", line 192, in handle_abort',
      '\t    sys.exit(1)',
      '\tSystemExit: 1',
    );
    expect(told(record)).toEqual([
      {
        raised: ['SystemExit: 1'],
        frames: [
          [
            'build/src/app/operate/gen_op.py:362 generate',
            'build/src/app/operate/gen_op.py:447 write_sn_file',
            '/usr/local/python-2.7.13/lib/python2.7/gzip.py:241 write',
            '/home/fee/lib/python2.7/site-packages/gunicorn/workers/base.py:192 handle_abort',
          ],
        ],
        truncated: false,
      },
    ]);
    expect(parseTraceback(record)?.chain[0]?.frames.map(({ code }) => code)).toEqual([
      undefined,
      undefined,
      'self.fileobj.write(self.compress.compress(data))',
      'sys.exit(1)',
    ]);
  });

  it('takes the exception that an error tracker prints above the header where none stands below', () => {
    const frames = ['  File "/srv/a.py", line 5, in f', '    sys.exit(1)'];
    expect(told(text('builtins.SystemExit: 1', HEADER, ...frames)).map(({ raised }) => raised)).toEqual([
      ['SystemExit: 1'],
    ]);
    // The one above is the end of another traceback.
    expect(
      told(text(HEADER, ...frames, 'KeyError: 1', HEADER, ...frames)).map(({ raised, truncated }) => [
        raised,
        truncated,
      ]),
    ).toEqual([
      [['KeyError: 1'], false],
      [[''], true],
    ]);
  });

  it('finds the exception however it is indented below frames that lost their indentation', () => {
    const source = text(
      HEADER,
      'File "/srv/server.py", line 843, in run',
      '    thread.join()',
      'File "/srv/server.py", line 771, in expired',
      "    raise Exception('CPU time limit exceeded.')",
      '        Exception: CPU time limit exceeded.',
    );
    expect(told(source)).toEqual([
      {
        raised: ['Exception: CPU time limit exceeded.'],
        frames: [['/srv/server.py:843 run', '/srv/server.py:771 expired']],
        truncated: false,
      },
    ]);
  });

  it('skips caret lines, and the further source lines of 3.13', () => {
    const source = text(
      HEADER,
      '  File "/srv/a.py", line 3, in f',
      '    return g(',
      '        {"x": [1]},',
      '    )',
      '  File "/srv/a.py", line 9, in g',
      '    return prices["premium-" + kind]',
      '           ~~~~~~^^^^^^^^^^^^^^^^^^^',
      "KeyError: 'premium'",
    );
    expect(told(source)).toEqual([
      { raised: ["KeyError: 'premium'"], frames: [['/srv/a.py:3 f', '/srv/a.py:9 g']], truncated: false },
    ]);
  });

  it.each([
    ['During handling of the above exception, another exception occurred:', 'during-handling'],
    ['The above exception was the direct cause of the following exception:', 'direct-cause'],
  ])('reads a chain: %s', (sentence, link) => {
    const source = text(
      HEADER,
      '  File "a.py", line 1, in f',
      'ValueError: bad',
      'second line',
      '',
      sentence,
      '',
      HEADER,
      '  File "b.py", line 2, in g',
      'RuntimeError',
    );
    expect(told(source)).toMatchObject([
      { raised: ['ValueError: bad\nsecond line', 'RuntimeError'], frames: [['a.py:1 f'], ['b.py:2 g']] },
    ]);
    expect(parseTraceback(source)?.chain[1]?.follows).toBe(link);
  });

  it('reads an exception group and its parts', () => {
    const source = text(
      '  + Exception Group Traceback (most recent call last):',
      '  |   File "a.py", line 15, in group',
      '  |     raise ExceptionGroup("several", [])',
      '  | ExceptionGroup: several (2 sub-exceptions)',
      '  +-+---------------- 1 ----------------',
      '    | ValueError: a',
      '    +---------------- 2 ----------------',
      '    | Traceback (most recent call last):',
      '    |   File "b.py", line 2, in g',
      '    | TypeError: b',
      '    +------------------------------------',
    );
    expect(told(source)).toMatchObject([
      { raised: ['ExceptionGroup: several (2 sub-exceptions)', 'ValueError: a', 'TypeError: b'] },
    ]);
  });

  it('reads the frame of a SyntaxError, which is in no function', () => {
    const source = text(
      HEADER,
      '  File "/app/mod.py", line 1',
      '    def f(:',
      '          ^',
      'SyntaxError: invalid syntax',
    );
    expect(told(source)).toMatchObject([
      { raised: ['SyntaxError: invalid syntax'], frames: [['/app/mod.py:1 <module>']] },
    ]);
  });

  it('counts a recursion cut short once', () => {
    const frame = '  File "a.py", line 13, in rec';
    const source = text(
      HEADER,
      frame,
      '    return rec(n+1)',
      '  [Previous line repeated 994 more times]',
      'RecursionError: too deep',
    );
    expect(told(source)).toMatchObject([{ frames: [['a.py:13 rec']], truncated: false }]);
  });

  it('reads what a collector put a prefix on', () => {
    const source = [HEADER, '  File "a.py", line 1, in f', '    g()', 'ValueError: x']
      .map((line) => `web-1  | ${line}`)
      .join('\n');
    expect(told(source)).toMatchObject([{ raised: ['ValueError: x'], frames: [['a.py:1 f']] }]);
  });

  it('reads what lost its leading spaces', () => {
    const source = text(
      HEADER,
      'File "a.py", line 1, in f',
      'g()',
      'File "b.py", line 2, in g',
      'raise ValueError("x")',
      'ValueError: x',
    );
    expect(told(source)).toMatchObject([{ raised: ['ValueError: x'], frames: [['a.py:1 f', 'b.py:2 g']] }]);
  });

  it('turns a stack dump of faulthandler around', () => {
    const source = text(
      'Fatal Python error: Segmentation fault',
      '',
      'Thread 0x00007f1 (most recent call first):',
      '  File "idle.py", line 5 in wait',
      '',
      'Current thread 0x00007f2 (most recent call first):',
      '  File "inner.py", line 9 in crash',
      '  File "outer.py", line 1 in main',
    );
    expect(told(source)).toMatchObject([
      { raised: ['FatalPythonError: Segmentation fault'], frames: [['outer.py:1 main', 'inner.py:9 crash']] },
    ]);
  });

  it("ends at gevent's trailer", () => {
    const source = text(
      HEADER,
      '  File "a.py", line 1, in f',
      'ValueError: x',
      '2026-11-23T09:15:28Z <Greenlet at 0x7f: boom(5)> failed with ValueError',
    );
    expect(told(source)).toMatchObject([{ raised: ['ValueError: x'] }]);
  });

  it("finds the real one in celery's quotes", () => {
    const source = text(
      HEADER,
      '  File "pool.py", line 1, in run',
      'billiard.einfo.ExceptionWithTraceback: ',
      '"""',
      HEADER,
      '  File "task.py", line 7, in add',
      'ZeroDivisionError: division by zero',
      '"""',
    );
    expect(told(source)).toMatchObject([
      { raised: ['ZeroDivisionError: division by zero'], frames: [['task.py:7 add']] },
    ]);
  });

  it('keeps two that follow one another apart', () => {
    const one = text(HEADER, '  File "a.py", line 1, in f', 'ValueError: x');
    expect(told(`${one}\n${one}`)).toHaveLength(2);
  });
});

describe('what is cut off', () => {
  it('says so where the end is missing', () => {
    expect(told(text(HEADER, '  File "a.py", line 1, in f', '    g()'))).toEqual([
      { raised: [''], frames: [['a.py:1 f']], truncated: true },
    ]);
  });

  it('says so where the head is missing', () => {
    expect(told(text('  File "a.py", line 1, in f', '    g()', 'ValueError: x'))).toEqual([
      { raised: ['ValueError: x'], frames: [['a.py:1 f']], truncated: true },
    ]);
  });

  it('finds none in plain text', () => {
    expect(parseTraceback('nothing of the kind\n  indented')).toBeUndefined();
  });
});
