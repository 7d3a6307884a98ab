import { describe, expect, it } from 'vitest';
import { type Ended, OpenRequests } from '../../src/lib/open-requests.ts';

const SECOND = 1_000_000;

const at = (seconds: number, tookSeconds = Number.NaN, precisionUs = 1_000): Ended => ({
  wall: seconds * SECOND,
  durationUs: tookSeconds * SECOND,
  precisionUs,
  hasOwnKey: false,
});

describe('pairing starts with ends', () => {
  it('takes the start that lies as far back as the end says', () => {
    const open = new OpenRequests<{ wall: number; name: string }>();
    open.open('/feed', { wall: 0, name: 'old' });
    open.open('/feed', { wall: 5 * SECOND, name: 'young' });
    expect(open.close('/feed', at(10, 10))?.name).toBe('old');
    expect([...open.left()].map(({ name }) => name)).toEqual(['young']);
  });

  it('refuses an end whose duration fits no start', () => {
    const open = new OpenRequests<{ wall: number }>();
    open.open('/feed', { wall: 0 });
    expect(open.close('/feed', at(10, 1))).toBeUndefined();
    expect([...open.left()]).toHaveLength(1);
  });

  it('takes the start of an id whatever the duration says, but the one that fits before the newest', () => {
    const open = new OpenRequests<{ wall: number; name: string }>();
    open.open('#7', { wall: 0, name: 'late' });
    expect(open.close('#7', { ...at(10, 1), hasOwnKey: true })?.name).toBe('late');
    open.open('#8', { wall: 0, name: 'old' });
    open.open('#8', { wall: 5 * SECOND, name: 'young' });
    expect(open.close('#8', { ...at(10, 10), hasOwnKey: true })?.name).toBe('old');
  });

  it('allows for times that are cut to the second', () => {
    const open = new OpenRequests<{ wall: number }>();
    open.open('#7', { wall: 0 });
    expect(open.close('#7', at(1, 0.3, SECOND))).toBeDefined();
  });

  it('takes the newest start where no duration is stated: the stuck one stays', () => {
    const open = new OpenRequests<{ wall: number; name: string }>();
    open.open('/feed', { wall: 0, name: 'stuck' });
    open.open('/feed', { wall: 5 * SECOND, name: 'quick' });
    expect(open.close('/feed', at(6))?.name).toBe('quick');
    expect(open.close('/other', at(6))).toBeUndefined();
  });

  it('takes the oldest that fits where times are too coarse to tell, as that fits the fewest ends to come', () => {
    const open = new OpenRequests<{ wall: number }>();
    for (const wall of [28, 29, 29]) open.open('/feed', { wall: wall * SECOND });
    expect(open.close('/feed', at(29, 0.15, SECOND))?.wall).toBe(28 * SECOND);
    // its start was written late
    expect(open.close('/feed', at(31, 3.9, SECOND))?.wall).toBe(29 * SECOND);
    expect(open.close('/feed', at(40, 5, SECOND))).toBeUndefined();
  });
});
