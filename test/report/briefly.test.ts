import { expect, it } from 'vitest';
import { briefly } from '../../src/report/line.ts';

const told = (text: string, most: number): readonly string[] =>
  briefly(text, { width: 22, indent: 2 }, most).map((line) => line.text);

it('shows where a paragraph was cut that has more lines than there is room for', () => {
  expect(told('one two three four five six seven eight nine', 2)).toEqual([
    'one two three four',
    'five six seven ei...',
  ]);
});

it('leaves one alone that has room', () => {
  expect(told('one two three four five', 2)).toEqual(['one two three four', 'five']);
  expect(told('', 2)).toEqual([]);
});
