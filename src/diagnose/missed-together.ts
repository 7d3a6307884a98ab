import type { Conclusion } from '../model/conclusion.ts';
import type { Night } from './night.ts';

/** Workers that were missed with this one, as a sign for a cause that all of them share. */
export function togetherSigns(incident: Conclusion, night: Night): readonly string[] {
  const others = night.missedWith(incident).length;
  return others === 0
    ? []
    : [`${String(others)} more ${others === 1 ? 'worker was' : 'workers were'} missed in the same moment`];
}

/** That nothing was open speaks for a cause outside of the worker. */
export const idleSigns = ({ claims }: Conclusion): readonly string[] =>
  claims.some(({ request }) => request !== undefined) ? [] : ['no request is known to have been open in it'];
