import { describe, expect, it } from 'vitest';
import type { LifecycleEvent } from '../../src/model/event.ts';
import type { LifecycleStep } from '../../src/model/lifecycle.ts';
import { told } from '../correlate/told.ts';
import { confidenceOf, died, setting } from './scenes.ts';

const waited = (seconds: number | undefined, isOver: boolean, why: 'lock' | 'statement' = 'lock'): LifecycleStep => ({
  ...{ what: 'database-waited', why },
  ...{ seconds, isOver },
});

type Said = readonly (readonly [number, number, LifecycleStep])[];

/** What PostgreSQL's processes say, in a log of their own. */
const database = (...lines: Said): readonly LifecycleEvent[] =>
  told(...lines).map((event) => ({ ...event, by: 'postgresql', origin: { ...event.origin, source: 2 } }));

/** A sync worker that was missed at second 40, held since 10. */
const sureOf = (...lines: Said) =>
  confidenceOf('database-wait', {
    lifecycle: [...died('sync', [0, 1, setting('timeout', '30')]), ...database(...lines)],
  });

describe("the database's own log", () => {
  it('shows a lock that somebody waited for while the worker stood still, and that outlasted it', () => {
    expect(sureOf([20, 71, waited(1, false)])).toBe(0.5);
    expect(sureOf([20, 71, waited(1, false)], [55, 71, waited(36, true)])).toBe(0.75);
  });

  it('shows none that was over before, was waited for on another day, or began after', () => {
    expect(sureOf([20, 71, waited(1, false)], [22, 71, waited(3, true)])).toBeUndefined();
    expect(sureOf([5, 71, waited(1, false)], [6, 71, waited(2, true)])).toBeUndefined();
    expect(sureOf([60, 71, waited(1, false)])).toBeUndefined();
    expect(sureOf()).toBeUndefined();
  });

  it('shows a slow statement only if that began as the worker fell silent', () => {
    expect(sureOf([50, 71, waited(40, true, 'statement')])).toBe(0.5);
    expect(sureOf([50, 71, waited(49, true, 'statement')])).toBeUndefined();
  });
});
