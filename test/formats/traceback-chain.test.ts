import { describe, expect, it } from 'vitest';
import { parseTraceback } from '../../src/formats/traceback.ts';
import { HEADER, text, told } from './told-traceback.ts';

const CAUSE = ['', 'The above exception was the direct cause of the following exception:', ''];
const block = (name: string, ...exception: readonly string[]) => [
  HEADER,
  `  File "${name}.py", line 1, in ${name}`,
  ...exception,
];

describe('chains', () => {
  it('keeps the root first and the one that propagated last', () => {
    const source = text(
      ...block('a', 'KeyError: 1'),
      ...CAUSE,
      ...block('b', 'OSError'),
      ...CAUSE,
      ...block('c', 'SystemExit: 1'),
    );
    expect(told(source)).toEqual([['KeyError: 1 < a.py:1 a', 'OSError < b.py:1 b', 'SystemExit: 1 < c.py:1 c']]);
    expect(parseTraceback(source)?.chain.map(({ follows }) => follows)).toEqual([
      undefined,
      'direct-cause',
      'direct-cause',
    ]);
  });

  it('takes a quoted traceback of another process for what it is', () => {
    const source = text(
      'concurrent.futures.process._RemoteTraceback: ',
      '"""',
      ...block('child', 'ZeroDivisionError: division by zero'),
      '"""',
      ...CAUSE,
      ...block('parent', 'ZeroDivisionError: division by zero'),
    );
    const once = ['child', 'parent'].map((name) => `ZeroDivisionError: division by zero < ${name}.py:1 ${name}`);
    expect(told(source)).toEqual([once]);
    expect(told(`${source}\n${source}`)).toEqual([once, once]);
  });

  it("reads a chain in celery's quotes (billiard 4.1)", () => {
    const source = text(
      ...block('pool', 'billiard.einfo.ExceptionWithTraceback: ', '"""'),
      ...block('task', "KeyError: 'a'"),
      ...CAUSE,
      ...block('retry', 'OSError: gone'),
      '"""',
    );
    expect(told(source)).toEqual([["KeyError: 'a' < task.py:1 task", 'OSError: gone < retry.py:1 retry']]);
  });

  it('keeps the wrapper where what it quotes was cut off', () => {
    const source = text(...block('pool', 'billiard.einfo.ExceptionWithTraceback: ', '"""'));
    expect(told(source)).toEqual([['billiard.einfo.ExceptionWithTraceback: \n""" < pool.py:1 pool', '…']]);
  });
});

describe('messages', () => {
  it.each([
    ['notes (3.11)', 'ValueError: has notes\nnote one\ntwo\nlines'],
    ['frames in it', 'ValueError: first\n  File "x.py", line 3, in y\n    code\nlast'],
    ['quotes in it', 'ValueError: plain\n"""\nno traceback\n"""'],
    ['blank lines in it', 'ValueError: a\n\nb'],
    ['a suggestion (3.12)', "AttributeError: 'list' object has no attribute 'apend'. Did you mean: 'append'?"],
    ['a local class', 'local.<locals>.Hidden: inside'],
    ['a Python 2 driver', "_mysql_exceptions.OperationalError: (2013, 'Lost connection')"],
    ['a lower-case class', 'socket.timeout: timed out'],
    ['a name beyond ASCII', 'Fehler.Übertragung: 文件'],
    ['none', 'KeyboardInterrupt'],
  ])('%s', (_what, exception) => {
    expect(told(text(...block('a', exception)))).toEqual([[`${exception} < a.py:1 a`]]);
  });

  it.each([
    ['gevent', '2026-11-23T09:15:28Z <Greenlet at 0x7f: boom(5)> failed with ValueError'],
    ['gevent before 1.3', 'Fri Mar 12 09:57:45 2021 <Greenlet at 0x7f: boom(5)> failed with ValueError'],
    ["a record's own stack", 'Stack (most recent call last):\n  File "log.py", line 3, in log'],
    ['a thread', `Exception in thread T2:\n${text(...block('b', 'OSError'))}`],
    ['a destructor', `Exception ignored in: <function D.__del__ at 0x7f>\n${text(...block('b', 'OSError'))}`],
    [
      'a dump',
      'Fatal Python error: Aborted\n\nCurrent thread 0x7f (most recent call first):\n  File "b.py", line 1 in b',
    ],
  ])('ends where this begins: %s', (_what, below) => {
    expect(told(`${text(...block('a', 'ValueError: x'))}\n${below}`)[0]).toEqual(['ValueError: x < a.py:1 a']);
  });
});
