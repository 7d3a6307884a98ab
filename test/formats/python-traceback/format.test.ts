import { describe, expect, it } from 'vitest';
import { newHead } from '../../../src/formats/head.ts';
import { pythonTraceback } from '../../../src/formats/python-traceback/format.ts';
import { HEADER } from '../told-traceback.ts';

const reader = pythonTraceback.open({ format: 'python-traceback', head: 'python', phrases: [] });

/** The lines of a stream that start a record, each as the scan asks for it: in the middle of the block's bytes. */
const starts = (...lines: readonly string[]): readonly string[] => {
  const bytes = new TextEncoder().encode(lines.join('\n'));
  let from = 0;
  return lines.filter((line) => {
    const at = from;
    from += new TextEncoder().encode(line).length + 1;
    return reader.starts(bytes, at, from - 1, newHead());
  });
};

const FRAME = '  File "a.py", line 1, in f';
const LINKS = [
  'During handling of the above exception, another exception occurred:',
  'The above exception was the direct cause of the following exception:',
];
const GROUP = '  + Exception Group Traceback (most recent call last):';

describe('where a bare traceback starts', () => {
  it.each([
    ['a header', [HEADER, FRAME, 'KeyError: 1'], [HEADER]],
    [
      'a group',
      [GROUP, '  | ExceptionGroup: a (1 sub-exception)', '    | Traceback (most recent call last):'],
      [GROUP],
    ],
    ['one behind a mark of Markdown', [`\`${HEADER}`, FRAME, 'KeyError: 1`'], [`\`${HEADER}`]],
    ['one behind a fence', [`\`\`\` ${HEADER}`, FRAME, 'KeyError: 1', '```'], [`\`\`\` ${HEADER}`]],
    ["one in a sheet's cell", [`"${HEADER}`, FRAME, 'KeyError: 1"'], [`"${HEADER}`]],
    ['no indented one', [`\t${HEADER}`, `    ${HEADER}`], []],
    [
      'no sentence',
      ['Timeout (30 s) while reading', 'Thread 0x1f ended', 'Stack (of plates)', 'Error in template'],
      [],
    ],
    ['one after the other', [HEADER, FRAME, 'KeyError', HEADER, FRAME, 'OSError'], [HEADER, HEADER]],
  ])('%s', (_what, lines, expected) => {
    expect(starts(...lines)).toEqual(expected);
  });

  it("takes a dump's frames for its beginning where no header stands above them", () => {
    const [inner, outer] = ['File "a.py", line 3 in f', 'File "a.py", line 9 in main'];
    expect(starts('[2026-11-23 09:45:29 +0000] [1] [INFO] hello', inner, outer)).toEqual([inner]);
    expect(starts('Current thread 0x1 (most recent call first):', inner, outer)).toHaveLength(1);
    expect(starts('It is in', inner, 'as we know')).toEqual([]);
  });

  it.each(LINKS)('keeps a chain together: %s', (link) => {
    expect(starts(HEADER, FRAME, 'KeyError', '', link, '', HEADER, FRAME, 'OSError')).toEqual([HEADER]);
    expect(starts(HEADER, FRAME, 'KeyError', '', link, '', GROUP)).toEqual([HEADER]);
    expect(starts(`${HEADER}\r`, 'KeyError\r', '\r', `${link}\r`, '\r', `${HEADER}\r`)).toEqual([`${HEADER}\r`]);
  });

  it('begins at what announces it', () => {
    const thread = 'Exception in thread T1:';
    expect(starts(thread, HEADER, FRAME, 'KeyError')).toEqual([thread]);
    expect(starts(thread, '', HEADER, FRAME, 'KeyError')).toEqual([HEADER]);
    expect(starts('Exception in worker, see below', 'KeyError')).toEqual([]);
  });

  it("keeps another process' traceback with the one that it caused", () => {
    const remote = 'concurrent.futures.process._RemoteTraceback: ';
    const lines = [remote, '"""', HEADER, FRAME, 'OSError', '"""', '', LINKS[1] ?? '', '', HEADER, FRAME, 'OSError'];
    expect(starts(...lines)).toEqual([remote]);
    const outer = [HEADER, FRAME, 'billiard.einfo.ExceptionWithTraceback: ', '"""', HEADER, FRAME, 'OSError', '"""'];
    expect(starts(...outer)).toEqual([HEADER]);
  });

  it('keeps the threads of a dump together', () => {
    const [fatal, thread, current] = [
      'Fatal Python error: Aborted',
      'Thread 0x00007f1 (most recent call first):',
      'Current thread 0x00007f2 (most recent call first):',
    ];
    const frame = '  File "a.py", line 1 in f';
    expect(starts(fatal, '', thread, frame, '', current, frame)).toEqual([fatal]);
    expect(starts('Timeout (0:00:00.300000)!', thread, frame, '', thread, frame)).toEqual([
      'Timeout (0:00:00.300000)!',
    ]);
    expect(starts('ready', thread, frame, '', current, frame)).toEqual([thread]);
    expect(starts('Stack (most recent call first):', frame)).toEqual(['Stack (most recent call first):']);
  });
});

describe('what it reads', () => {
  const read = (...lines: readonly string[]) =>
    reader.read({ origin: { source: 1, line: 1, byteOffset: 0 }, text: lines.join('\n') });

  it('states the time of a gevent trailer, and none without', () => {
    const wall = Date.UTC(2026, 10, 23, 9, 15, 28) * 1_000;
    const traceback = [HEADER, FRAME, 'ValueError'];
    const failed = '<Greenlet at 0x7f: boom(5)> failed with ValueError';
    const stampOf = (...lines: readonly string[]) => read(...lines).map(({ stamp }) => stamp);
    expect(stampOf(...traceback)).toEqual([undefined]);
    expect(stampOf(...traceback, failed)).toEqual([undefined]);
    expect(stampOf(...traceback, `2026-11-23T09:15:28Z ${failed}`)).toEqual([{ wall, offsetMin: 0, precision: 's' }]);
    expect(stampOf(...traceback, `Mon Nov 23 09:15:28 2026 ${failed}`)).toEqual([
      { wall, offsetMin: undefined, precision: 's' },
    ]);
  });

  it('tells what announced it', () => {
    const events = read('Exception in thread T1:', HEADER, FRAME, 'ValueError');
    expect(events).toMatchObject([{ kind: 'exception', message: 'Exception in thread T1:', pid: undefined }]);
  });
});

describe('its share of a log', () => {
  const learn = (...lines: readonly string[]) =>
    pythonTraceback.learn({ lines, workerPids: new Set(), stated: [] })?.share;

  it('counts the lines that belong to tracebacks', () => {
    const chain = [HEADER, FRAME, 'KeyError', '', LINKS[0] ?? '', '', HEADER, FRAME, '    g()', 'OSError: x'];
    const dump = [
      'Fatal Python error: Aborted',
      '',
      'Thread 0x1 (most recent call first):',
      '  File "a.py", line 1 in f',
    ];
    expect(learn(...chain)).toBe(1);
    expect(learn(...dump)).toBe(1);
    expect(learn('ready', ...chain, 'served')).toBe(10 / 12);
    expect(learn('ready', ...dump, 'served', '  more')).toBeCloseTo(4 / 7);
  });

  it('claims no log without any', () => {
    expect(learn('ready', '  indented', '', 'ValueError: told in passing')).toBeUndefined();
    expect(learn()).toBeUndefined();
  });
});
