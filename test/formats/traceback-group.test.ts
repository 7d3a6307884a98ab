import { expect, it } from 'vitest';
import { parseTraceback } from '../../src/formats/traceback.ts';
import { HEADER, text, told } from './told-traceback.ts';

// Printed by Python 3.13 (shortened).
const GROUP = [
  '  + Exception Group Traceback (most recent call last):',
  '  |   File "app.py", line 98, in <module>',
  '  |     else: globals()[name]()',
  '  |           ~~~~~~~~~~~~~~~^^',
  '  |   File "app.py", line 52, in group',
  '  | ExceptionGroup: several (3 sub-exceptions)',
  '  +-+---------------- 1 ----------------',
  '    | ExceptionGroup: nested (2 sub-exceptions)',
  '    +-+---------------- 1 ----------------',
  '      | Traceback (most recent call last):',
  '      |   File "app.py", line 14, in empty',
  '      |     def empty(): raise KeyError()',
  '      |                  ^^^^^^^^^^^^^^^^',
  '      | KeyError',
  '      +---------------- 2 ----------------',
  '      | ValueError: first',
  '      |   File "x.py", line 3, in y',
  '      | last',
  '      +------------------------------------',
  '    +---------------- 2 ----------------',
  '    | Traceback (most recent call last):',
  '    |   File "app.py", line 7, in inner',
  '    | ZeroDivisionError: division by zero',
  '    | ',
  '    | During handling of the above exception, another exception occurred:',
  '    | ',
  '    | Traceback (most recent call last):',
  '    |   File "app.py", line 28, in handling',
  '    | IndexError',
  '    +---------------- ... ----------------',
  '    | and 2 more exceptions',
  '    +------------------------------------',
];
const OWN = 'ExceptionGroup: several (3 sub-exceptions) < app.py:98 <module> < app.py:52 group';
const PARTS = [
  '| ExceptionGroup: nested (2 sub-exceptions)',
  '| KeyError',
  '| ValueError: first\n  File "x.py", line 3, in y\nlast',
  '| ZeroDivisionError: division by zero',
  '| IndexError',
];
const DURING = ['', 'During handling of the above exception, another exception occurred:', ''];
const PLAIN = [HEADER, '  File "app.py", line 54, in main', 'AppError: after group'];

it.each([
  ['as printed', GROUP],
  ['indented', GROUP.map((line) => `\t${line}`)],
  ['prefixed', GROUP.map((line) => `web-1  | ${line}`)],
  ['behind a head', [`[77] [ERROR] ${GROUP[0] ?? ''}`, ...GROUP.slice(1)]],
])('reads a group and its parts in print order, nested ones too: %s', (_how, lines) => {
  expect(told(text(...lines))).toEqual([[OWN, ...PARTS]]);
});

it('reads a group before and after another exception of its chain', () => {
  const main = 'AppError: after group < app.py:54 main';
  expect(told(text(...GROUP, ...DURING, ...PLAIN))).toEqual([[OWN, main, ...PARTS]]);
  expect(told(text(...PLAIN, ...DURING, ...GROUP))).toEqual([[main, OWN, ...PARTS]]);
  expect(parseTraceback(text(...PLAIN, ...DURING, ...GROUP))?.chain[1]?.follows).toBe('during-handling');
});

it('says how a part follows the one before it', () => {
  const parts = parseTraceback(text(...GROUP))?.group ?? [];
  expect(parts.map(({ follows }) => follows)).toEqual([undefined, undefined, undefined, undefined, 'during-handling']);
});

it('says so where the end of a group is missing', () => {
  expect(told(text(...GROUP.slice(0, 14)))).toEqual([[OWN, ...PARTS.slice(0, 2), '…']]);
});

it("takes a table in a message for no group's margin", () => {
  const table = ['+--------------+---------+', '| a            | b       |', '+--------------+---------+'];
  const source = text(HEADER, '  File "a.py", line 1, in f', 'ValueError: bad', ...table);
  expect(told(source)).toEqual([[`ValueError: bad\n${text(...table)} < a.py:1 f`]]);
});
