import type { Night } from '../diagnose/night.ts';
import type { Rule } from '../diagnose/rule.ts';
import { type Examined, sharedCauses } from '../diagnose/shared-causes.ts';
import { apartIn, groupsTogether, sharedBy } from '../infer/died-together.ts';
import { sameWait } from '../infer/same-wait.ts';
import type { DiedTogether, SharedCause } from '../model/died-together.ts';

/** Workers that died at about the same time, group by group, with what may have taken all of each. */
export const diedTogether = (
  incidents: readonly Examined[],
  night: Night,
  rules: readonly Rule[],
): readonly DiedTogether[] =>
  groupsTogether(incidents.map(({ conclusion }) => conclusion)).map((group) => {
    const examined = incidents.filter(({ conclusion }) => group.includes(conclusion));
    return {
      incidents: group.map(({ id }) => id),
      causes: withWait(sharedCauses(examined, rules, night), sameWait(group, night.requests)),
      shared: sharedBy(group),
      apart: apartIn(group),
    };
  });

/** That all waited for the same is told where nothing is known better, as what it was. */
function withWait(causes: readonly SharedCause[], wait: SharedCause | undefined): readonly SharedCause[] {
  const isBest = wait !== undefined && causes.every(({ confidence }) => confidence < wait.confidence);
  return isBest ? [wait, ...causes] : causes;
}
