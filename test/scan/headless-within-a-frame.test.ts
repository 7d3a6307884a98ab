import { expect, it } from 'vitest';
import { HeadlessLines } from '../../src/scan/headless-lines.ts';
import { stamp } from '../correlate/told.ts';

const headsBefore = (lines: readonly string[]): readonly boolean[] => {
  const headless = new HeadlessLines();
  return lines.map((line) => headless.headFor(line, stamp(10), 7) !== '');
};

it('sets no head within a stack that begins in the middle of a frame, indented or not', () => {
  const tail = ['    sys.exit(1)', 'SystemExit: 1', 'ready'];
  expect(
    headsBefore(['site-packages/shop.py", line 3, in show', '    f()', '  File "/srv/a.py", line 1, in f', ...tail]),
  ).toEqual([false, false, false, false, false, true]);
  expect(headsBefore(['^^^^^', 'File "/srv/a.py", line 1, in f', 'sys.exit(1)', 'SystemExit: 1', 'ready'])).toEqual([
    ...[false, false, false, false, true],
  ]);
});
