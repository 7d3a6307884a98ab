import { expect, it } from 'vitest';
import { learnEnvelopes } from '../../src/envelopes/peel-lines.ts';
import { envelopes } from '../../src/envelopes/registry.ts';
import { stampsAbove } from '../../src/envelopes/stamps-above/envelope.ts';

const lines = [
  '  File "/srv/shop.py", line 3, in f',
  'SystemExit: 1',
  '[2026-11-23 09:48:49 +0000] [9] [INFO] ready',
].flatMap((line, at) => [`2026-11-23T09:48:49.${String(at)}Z`, line]);

it('joins a time that stands above a line to it', () => {
  expect(learnEnvelopes(envelopes, { lines, year: 2026 }).map(({ envelope }) => envelope)).toEqual([
    'stamps-above',
    'docker-timestamps',
  ]);
  const joins = stampsAbove.joins?.('');
  expect(joins?.(lines[0] ?? '', lines[1] ?? '')).toBe(' ');
  expect(joins?.(lines[1] ?? '', lines[2] ?? '')).toBeUndefined();
});

it('leaves a time alone that is said among other lines', () => {
  expect(
    stampsAbove.learn({ lines: ['2026-11-23 09:48:49', ...lines.filter((_, at) => at % 2 === 1)], year: 2026 }),
  ).toBe(undefined);
});
