import { describe, expect, it } from 'vitest';
import { survivalOf } from '../../src/infer/survival.ts';

const ended = (us: number) => ({ us, hasEnded: true });
const open = (us: number) => ({ us, hasEnded: false });

describe('the share of what lasts longer', () => {
  it('falls with all that is seen to end, and never to nought', () => {
    const outlasts = survivalOf([1, 2, 3, 4].map(ended));
    expect([0.5, 1, 2.5, 4].map((us) => Number(outlasts(us).toFixed(2)))).toEqual([1, 0.8, 0.6, 0.2]);
    expect(outlasts(6)).toBeLessThan(outlasts(4));
    expect(outlasts(60)).toBeGreaterThan(0);
  });

  it('falls less where some were only seen for so long', () => {
    const [all, some] = [survivalOf([1, 2, 3, 4].map(ended)), survivalOf([ended(1), open(1.5), open(1.5), ended(4)])];
    expect(some(3)).toBeGreaterThan(all(3));
  });

  it('is all of it where nothing was seen to end', () => {
    expect(survivalOf([open(3)])(9)).toBe(1);
  });
});
