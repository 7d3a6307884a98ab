import { describe, expect, it } from 'vitest';
import { culpritByFirstBreak } from '../../src/infer/first-broken.ts';
import type { Request } from '../../src/model/request.ts';
import { micros } from '../../src/model/time.ts';

/** A request whose connection the proxy lost at that second. */
const lost = (second: number): Request => ({
  ...{ id: String(second), method: 'GET', target: '/a', pid: 7, host: undefined, worker: 0 },
  ...{ startedAt: micros(0), endedAt: undefined, status: 502, durationUs: undefined, evidence: [] },
  proxy: { at: micros(second * 1e6), outcome: 'lost' },
});

const firstOf = (broken: readonly number[], goneAt: number, signal: number | undefined) =>
  culpritByFirstBreak(broken.map(lost), { timeoutAt: micros(100e6), goneAt: micros(goneAt * 1e6), signal })?.request
    ?.id;

describe('the first connection to break', () => {
  it('is that in which the abort landed', () => {
    expect(firstOf([100.4, 110, 110], 110, undefined)).toBe('100.4');
  });

  it.each([
    ['it broke before the abort', [98.9, 110, 110], 110, undefined],
    ['two broke with it', [100.4, 100.5, 110], 110, undefined],
    ['the worker did not answer the abort and was shot', [100.4, 101, 101], 101, 9],
  ])('is nobody where %s', (_what, broken, goneAt, signal) => {
    expect(firstOf(broken, goneAt, signal)).toBeUndefined();
  });

  it('is that in which it landed, though the worker was shot much later', () => {
    expect(firstOf([100.4, 103, 103], 103, 9)).toBe('100.4');
  });
});
