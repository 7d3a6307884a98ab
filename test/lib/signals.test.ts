import { expect, it } from 'vitest';
import { signalName, signalNumber } from '../../src/lib/signals.ts';

it.each([
  ['SIGABRT', 6],
  ['SIGKILL', 9],
  ['SIGSEGV', 11],
  ['SIGTERM', 15],
])('%s is %i', (name, number) => {
  expect(signalNumber(name)).toBe(number);
  expect(signalName(number)).toBe(name);
});

it('knows no other names', () => {
  expect(signalNumber('SIGNOTHING')).toBeUndefined();
  expect(signalNumber('toString')).toBeUndefined();
  expect(signalName(40)).toBe('signal 40');
});
