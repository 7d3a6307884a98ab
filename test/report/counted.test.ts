import { expect, it } from 'vitest';
import { counted } from '../../src/report/counted.ts';

it('names what it counts', () => {
  expect(counted(1, 'request')).toBe('1 request');
  expect(counted(12_000, 'request')).toBe('12,000 requests');
});
