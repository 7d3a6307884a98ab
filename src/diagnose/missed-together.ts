import { isBeside } from '../model/beside.ts';
import type { Conclusion } from '../model/conclusion.ts';
import { MICROS_PER_SECOND } from '../model/time.ts';
import type { Night } from './night.ts';

/** A master looks after all of its workers in one round; stamps are cut off at the second. */
const ONE_ROUND_US = 3 * MICROS_PER_SECOND;

/** Other workers of the same machine that were missed in the same round: what they share is likelier the cause than what each was at. */
export const missedTogether = (incident: Conclusion, { incidents }: Night): readonly Conclusion[] =>
  incidents.filter(
    (other) => other !== incident && isTogether(incident, other) && isBeside(incident.worker, other.worker),
  );

const isTogether = ({ death: a }: Conclusion, { death: b }: Conclusion): boolean =>
  a.timeoutAt !== undefined && b.timeoutAt !== undefined && Math.abs(a.timeoutAt - b.timeoutAt) <= ONE_ROUND_US;

/** The same as a sign for a cause that all of them share. */
export function togetherSigns(incident: Conclusion, night: Night): readonly string[] {
  const others = missedTogether(incident, night).length;
  return others === 0
    ? []
    : [`${String(others)} more ${others === 1 ? 'worker was' : 'workers were'} missed in the same moment`];
}

/** That nothing was open speaks for a cause outside of the worker. */
export const idleSigns = ({ claims }: Conclusion): readonly string[] =>
  claims.some(({ request }) => request !== undefined) ? [] : ['no request is known to have been open in it'];
