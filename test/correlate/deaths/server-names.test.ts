import { expect, it } from 'vitest';
import { isServer } from '../../../src/correlate/deaths/server-names.ts';

it.each([
  ['gunicorn: worke', true],
  ['[celeryd: celer', true],
  ['python3', true],
  ['postgres', false],
  ['[kworker/0:1]', false],
])('%s: the name of a worker? %s', (command, is) => {
  expect(isServer(command)).toBe(is);
});
