import { correlate } from '../correlate/correlate.ts';
import { serverFacts } from '../infer/server.ts';
import type { Clock } from '../model/clock.ts';
import type { CaseFacts } from '../model/facts.ts';
import { MICROS_PER_SECOND, type Micros, micros, type Stamp } from '../model/time.ts';
import { instantOf } from '../model/clock.ts';

/** What led to an incident, and what became of its requests and their retries. */
const LOOK_BACK_S = 300;
const LOOK_AHEAD_S = 120;

export interface Window {
  readonly from: Micros;
  readonly to: Micros;
}

export interface Windows {
  readonly clocks: readonly Clock[];
  readonly windows: readonly Window[];
}

/** The stretches of time around every end of a worker that may turn out to be an incident. */
export function incidentWindows(facts: CaseFacts): Windows {
  const correlation = correlate(facts);
  const { timeoutSeconds } = serverFacts(correlation);
  const lookBackUs = Math.max(LOOK_BACK_S, (timeoutSeconds ?? 0) + 60) * MICROS_PER_SECOND;
  const windows = correlation.workers.flatMap(({ end }) => {
    if (end.how !== 'died' && end.how !== 'left') return [];
    const goneAt = end.how === 'died' ? end.death.goneAt : end.at;
    const missedAt = end.how === 'died' ? (end.death.timeoutAt ?? goneAt) : goneAt;
    return [{ from: micros(missedAt - lookBackUs), to: micros(goneAt + LOOK_AHEAD_S * MICROS_PER_SECOND) }];
  });
  return { clocks: correlation.clocks, windows };
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
