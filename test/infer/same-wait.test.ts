import { describe, expect, it } from 'vitest';
import { correlate } from '../../src/correlate/correlate.ts';
import { conclude } from '../../src/infer/conclude.ts';
import { askedIn, sameWait } from '../../src/infer/same-wait.ts';
import type { CaseFacts } from '../../src/model/facts.ts';
import { aborted, booting, edge, factsWith, killed, timedOut, told } from '../correlate/told.ts';

const PIDS = [10, 12, 14];

const missed = told(
  ...PIDS.map((pid) => [0, pid, booting(pid)] as const),
  ...PIDS.map((pid) => [40, 1, timedOut(pid)] as const),
);

/** Each worker was at one of these, while others were answered. */
const at = (targets: readonly string[]): Partial<CaseFacts> => ({
  lifecycle: missed,
  edges: [
    ...targets.map((target, n) => edge('start', { at: 10, pid: PIDS[n] ?? 0, line: n, id: `s${String(n)}`, target })),
    ...[1, 2, 3, 4, 5, 6].flatMap((n) => [
      edge('start', { at: 8, pid: 10, line: 10 + n, id: `o${String(n)}`, target: '/items/1' }),
      edge('end', { at: 9, pid: 10, line: 20 + n, id: `o${String(n)}`, target: '/items/1' }),
    ]),
  ],
});

const waitIn = (facts: Partial<CaseFacts>) => {
  const correlation = correlate(factsWith(facts));
  return sameWait(conclude(correlation), askedIn(correlation.requests));
};

describe('workers that were missed together', () => {
  it('waited for the same where each was at a request for the same, or for one part of the site', () => {
    expect(waitIn(at(['/rates/gbp', '/rates/chf', '/rates/gbp']))?.title).toBe(
      'All waited for the same thing, in requests for /rates/…',
    );
    expect(waitIn(at(['/report', '/report', '/report?of=may']))?.for).toEqual(['each was at a request for /report']);
  });

  it('did not where their requests have nothing in common, or most requests have the same in common', () => {
    expect(waitIn(at(['/rates/gbp', '/report', '/report']))).toBeUndefined();
    expect(waitIn(at(['/items/7', '/items/8', '/items/9']))).toBeUndefined();
  });

  it('waited at the place where each stood, however often it is asked for', () => {
    const exceptions = PIDS.map((pid, n) => aborted(pid, 40.2, 900 + n));
    expect(waitIn({ ...at(['/items/7', '/items/8', '/items/9']), exceptions })?.title).toBe(
      'All waited for the same thing, at /srv/app/jobs.py:38 save',
    );
    expect(waitIn({ ...at(['/a', '/b', '/c']), exceptions: exceptions.slice(1) })).toBeUndefined();
  });

  it('are told nothing of where they ended in another way', () => {
    const lifecycle = told(
      ...PIDS.map((pid) => [0, pid, booting(pid)] as const),
      ...PIDS.map((pid) => [40, 1, killed(pid)] as const),
    );
    expect(waitIn({ ...at(['/rates/gbp', '/rates/chf', '/rates/gbp']), lifecycle })).toBeUndefined();
  });
});
