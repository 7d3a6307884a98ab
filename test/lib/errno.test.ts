import { expect, it } from 'vitest';
import { errnoOf } from '../../src/lib/errno.ts';

it.each<[unknown, string]>([
  [Object.assign(new Error('no such file'), { code: 'ENOENT' }), 'ENOENT'],
  [new RangeError('too long'), 'RangeError'],
  ['text', 'text'],
])('names %s', (error, name) => {
  expect(errnoOf(error)).toBe(name);
});
