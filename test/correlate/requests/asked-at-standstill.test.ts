import { describe, expect, it } from 'vitest';
import { lostIn, proxied } from './proxied-night.ts';

/** Given up at second 93 after half a minute: asked for while worker 10 had not been missed yet. */
const givenUp = (nth: number) =>
  proxied(93, { target: `/a?n=${String(nth)}`, status: 504, durationUs: 30_000_000, upstreamStatus: '504' });
const some = [1, 2, 3, 4, 5].map(givenUp);
/** What was asked for at second 64, and answered after so many seconds. */
const served = (seconds: number) =>
  proxied(64 + seconds, { target: '/b?n=1', status: 200, durationUs: seconds * 1_000_000, upstream: '127.0.0.1:8000' });

describe('what was given up in front', () => {
  it('waited in the listen queue where nothing that was asked for then was served at once', () => {
    expect(lostIn(some)).toEqual([]);
    expect(lostIn([...some, served(20)])).toEqual([]);
  });

  it('was in the worker that stood still where others were served meanwhile', () => {
    expect(lostIn([...some, served(0.2)])).toHaveLength(5);
  });

  it('says nothing of a standstill where hardly anything was asked for', () => {
    expect(lostIn(some.slice(0, 2))).toHaveLength(2);
  });
});
