import type { Night } from '../diagnose/night.ts';
import type { Rule } from '../diagnose/rule.ts';
import { type Examined, sharedCauses } from '../diagnose/shared-causes.ts';
import { apartIn, groupsTogether, sharedBy } from '../infer/died-together.ts';
import { askedIn, sameWait } from '../infer/same-wait.ts';
import type { DiedTogether, SharedCause } from '../model/died-together.ts';

/** Workers that died at about the same time, group by group, with what may have taken all of each. */
export const diedTogether = (
  incidents: readonly Examined[],
  night: Night,
  rules: readonly Rule[],
): readonly DiedTogether[] => {
  const examinedAs = new Map(incidents.map((one) => [one.conclusion, one]));
  const asked = askedIn(night.requests);
  return groupsTogether([...examinedAs.keys()]).map((group) => {
    const examined = group.flatMap((one) => examinedAs.get(one) ?? []);
    return {
      incidents: group.map(({ id }) => id),
      causes: withWait(sharedCauses(examined, rules, night), sameWait(group, asked)),
      shared: sharedBy(group),
      apart: apartIn(group),
    };
  });
};

/** That all waited for the same is told where nothing is known better, as what it was. */
function withWait(causes: readonly SharedCause[], wait: SharedCause | undefined): readonly SharedCause[] {
  const isBest = wait !== undefined && causes.every(({ confidence }) => confidence < wait.confidence);
  return isBest ? [wait, ...causes] : causes;
}
