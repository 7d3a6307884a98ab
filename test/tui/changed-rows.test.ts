import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changedRows } from '../../src/tui/changed-rows.ts';

// CSI row ; 1 H CSI 2 K text: all that is ever sent
const SENT = /\u001b\[(?<row>\d+);1H\u001b\[2K(?<text>[^\u001b]*)/g;

function after(shown: readonly string[], sent: string): readonly string[] {
  const rows = [...shown];
  for (const { groups } of sent.matchAll(SENT)) rows[Number(groups?.['row']) - 1] = groups?.['text'] ?? '';
  return rows;
}

const rows = fc.array(fc.constantFrom('', 'a', 'bc', '━━'), { maxLength: 12 });
const filled = (some: readonly string[]): readonly string[] => Array.from({ length: 12 }, (_, row) => some[row] ?? '');

it('brings any rows to any others', () => {
  fc.assert(
    fc.property(rows, rows, (shown, next) => {
      expect(filled(after(shown, changedRows(shown, next)))).toEqual(filled(next));
    }),
  );
});

it('sends only the rows that differ', () => {
  expect(changedRows(['same', 'old'], ['same', 'new'])).toBe('\u001b[2;1H\u001b[2Knew');
  expect(changedRows(['same'], ['same'])).toBe('');
});
