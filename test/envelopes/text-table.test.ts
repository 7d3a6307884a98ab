import { expect, it } from 'vitest';
import { learnEnvelopes } from '../../src/envelopes/peel-lines.ts';
import { envelopes } from '../../src/envelopes/registry.ts';
import { textTable } from '../../src/envelopes/text-table/envelope.ts';

const ROWS = [
  '| 09:33:20 | [2026-11-23 09:33:20 +0000] [8] [ERROR] Error handling request /a|b |',
  '| 09:33:20 | Traceback (most recent call last): |',
  '| 09:33:21 |   File "/srv/a.py", line 1, in f |',
];

const peeled = (lines: readonly string[]): readonly (string | undefined)[] | undefined => {
  const layout = textTable.learn({ lines, year: 2026 });
  return layout === undefined ? undefined : lines.map((line) => textTable.open(layout)(line)?.text);
};

it('reads the rows of a table whose heading was left out by the times in their first cell', () => {
  expect(peeled(ROWS)).toEqual([
    '[2026-11-23 09:33:20 +0000] [8] [ERROR] Error handling request /a|b',
    'Traceback (most recent call last):',
    '  File "/srv/a.py", line 1, in f',
  ]);
  expect(learnEnvelopes(envelopes, { lines: ROWS, year: 2026 }).map(({ envelope }) => envelope)).toEqual([
    'text-table',
  ]);
});

it('states the whole times that such rows hold', () => {
  const rows = ROWS.map((row) => row.replace('| 09', '| 2026-11-23 09'));
  expect(textTable.open(textTable.learn({ lines: rows, year: 2026 }) ?? '')(rows[1] ?? '')?.stamp?.precision).toBe('s');
});

it('takes no other rows for a table of times', () => {
  expect(peeled(['| 200 | /a |', '| 404 | /b |', '| 500 | /c |'])).toBeUndefined();
  expect(peeled(ROWS.slice(0, 2))).toBeUndefined();
});
