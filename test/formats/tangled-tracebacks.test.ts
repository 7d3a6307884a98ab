import { expect, it } from 'vitest';
import { isTangled } from '../../src/formats/traceback.ts';
import { HEADER, text, told } from './told-traceback.ts';

const frame = (name: string): string => `  File "${name}.py", line 1, in ${name}`;

it('gives frames below an exception back to the traceback that began first', () => {
  const source = text(HEADER, frame('a'), HEADER, frame('b'), 'KeyError: 1', frame('c'), 'ValueError: x');
  expect(isTangled(source)).toBe(true);
  expect(told(source)).toEqual([['KeyError: 1 < b.py:1 b'], ['ValueError: x < a.py:1 a < c.py:1 c']]);
});

it.each([
  ['one after the other', [HEADER, frame('a'), 'KeyError: 1', HEADER, frame('b'), 'ValueError: x']],
  ['one of which the end was lost', [HEADER, frame('a'), HEADER, frame('b'), 'ValueError: x']],
  [
    'a chain',
    [
      HEADER,
      frame('a'),
      'E: 1',
      '',
      'During handling of the above exception, another exception occurred:',
      '',
      HEADER,
      frame('b'),
      'E: 2',
    ],
  ],
])('is not told of %s', (_what, lines) => expect(isTangled(text(...lines))).toBe(false));
