import type { Correlation } from '../model/correlation.ts';
import { MICROS_PER_SECOND, type Micros, micros } from '../model/time.ts';
import { serverFacts } from './server.ts';

/** What led to an incident, and what became of its requests and their retries. */
const LOOK_BACK_S = 300;
const LOOK_AHEAD_S = 120;

export interface Window {
  readonly from: Micros;
  readonly to: Micros;
}

/** The stretches of time around every end of a worker that may turn out to be an incident: only they are looked at closely. */
export function windowsAround(correlation: Correlation): readonly Window[] {
  const { timeoutSeconds } = serverFacts(correlation);
  const lookBackUs = Math.max(LOOK_BACK_S, (timeoutSeconds ?? 0) + 60) * MICROS_PER_SECOND;
  return correlation.workers.flatMap(({ end }) => {
    if (end.how !== 'died' && end.how !== 'left') return [];
    const goneAt = end.how === 'died' ? end.death.goneAt : end.at;
    const missedAt = end.how === 'died' ? (end.death.timeoutAt ?? goneAt) : goneAt;
    return [{ from: micros(missedAt - lookBackUs), to: micros(goneAt + LOOK_AHEAD_S * MICROS_PER_SECOND) }];
  });
}
