import { correlate } from '../correlate/correlate.ts';
import { type Window, windowsAround } from '../infer/incident-windows.ts';
import { type Clock, instantOf } from '../model/clock.ts';
import type { CaseFacts } from '../model/facts.ts';
import type { Stamp } from '../model/time.ts';

export interface Windows {
  readonly clocks: readonly Clock[];
  readonly windows: readonly Window[];
}

/** The windows around incidents, and the clocks by which a source's stretches are held against them. */
export function incidentWindows(facts: CaseFacts): Windows {
  const correlation = correlate(facts);
  return { clocks: correlation.clocks, windows: windowsAround(correlation) };
}

/** A stretch of a source as its clock showed it. */
export interface Stretch {
  readonly first: Stamp | undefined;
  readonly last: Stamp | undefined;
}

/** True if the stretch touches a window; one without times is never looked at. */
export function touches({ first, last }: Stretch, clock: Clock, windows: readonly Window[]): boolean {
  if (!first || !last) return false;
  const [from, to] = [instantOf(first, clock), instantOf(last, clock)];
  return windows.some((window) => from <= window.to && to >= window.from);
}
