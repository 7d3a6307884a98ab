import type { Claim } from '../model/conclusion.ts';
import type { InFlight } from './in-flight.ts';

/** Those who are it rather than not; of those whose ends name no worker as many as are likely to have been open, whichever they are. */
export function casualtyCount(claims: readonly Claim[], { chanceOf }: Pick<InFlight, 'chanceOf'>): number {
  const open = claims.flatMap(({ role, request }) =>
    request?.stillOpen !== undefined && (role === 'casualty' || role === 'possible-casualty')
      ? [chanceOf(request)]
      : [],
  );
  const sure = claims.filter(({ role, request }) => role === 'casualty' && request?.stillOpen === undefined);
  return sure.length + Math.round(open.reduce((sum, chance) => sum + chance, 0));
}
