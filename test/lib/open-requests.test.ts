import { describe, expect, it } from 'vitest';
import { OpenRequests } from '../../src/lib/open-requests.ts';

const SECOND = 1_000_000;

describe('pairing starts with ends', () => {
  it('takes the start that lies as far back as the end says', () => {
    const open = new OpenRequests<{ wall: number; name: string }>();
    open.open('/feed', { wall: 0, name: 'old' });
    open.open('/feed', { wall: 5 * SECOND, name: 'young' });
    expect(open.close('/feed', 10 * SECOND, 10 * SECOND)?.name).toBe('old');
    expect([...open.left()].map(({ name }) => name)).toEqual(['young']);
  });

  it('refuses an end whose duration fits no start', () => {
    const open = new OpenRequests<{ wall: number }>();
    open.open('/feed', { wall: 0 });
    expect(open.close('/feed', 10 * SECOND, 1 * SECOND)).toBeUndefined();
    expect([...open.left()]).toHaveLength(1);
  });

  it('takes the newest start where no duration is stated: the stuck one stays', () => {
    const open = new OpenRequests<{ wall: number; name: string }>();
    open.open('/feed', { wall: 0, name: 'stuck' });
    open.open('/feed', { wall: 5 * SECOND, name: 'quick' });
    expect(open.close('/feed', 6 * SECOND, Number.NaN)?.name).toBe('quick');
    expect(open.close('/other', 6 * SECOND, Number.NaN)).toBeUndefined();
  });
});
