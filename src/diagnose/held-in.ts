import type { Conclusion } from '../model/conclusion.ts';
import { MICROS_PER_SECOND } from '../model/time.ts';
import { confidenceBy } from './confidence.ts';
import { foundBy } from './found-by.ts';
import type { Night } from './night.ts';
import { remedyFor } from './remedies.ts';
import type { Rule } from './rule.ts';

/** A condition that a stack of the held worker gives away. */
interface Condition extends Pick<Rule, 'id' | 'title' | 'mayTakeSeveral'> {
  /** Kinds of blocking calls that mean it: the report's `blocked.kind`. */
  readonly kinds: readonly string[];
  /** What stays open, and the file that would settle it. */
  readonly open: string;
  /** Further signs, looked for once a stack has shown the call. */
  readonly further?: (incident: Conclusion, night: Night) => readonly string[];
}

/** A rule that speaks only where the abort or a watchdog has shown the call. */
export const heldIn = ({ kinds, open, further, ...named }: Condition): Rule => ({
  ...named,
  examine(incident, night) {
    const kind = incident.block?.kind;
    if (incident.cause !== 'timeout' || kind === undefined || !kinds.includes(kind)) return undefined;
    const signs = [...signsOfHold(incident, night), ...(further?.(incident, night) ?? [])];
    const { text, reference } = remedyFor(kind, incident.server.workerClass ?? undefined);
    return { confidence: confidenceBy(signs), for: signs, against: [open], remedy: text, reference };
  },
});

/** The call that a stack shows, the silence around it, and others that were given up in the same call; empty without a stack. */
export function signsOfHold(incident: Conclusion, { incidents }: Night): readonly string[] {
  const { block } = incident;
  if (block?.kind === undefined) return [];
  const others = incidents.filter((other) => other !== incident && isSameCall(incident, other)).length;
  return [
    `${foundBy(incident)} found the code in ${block.call ?? block.kind}`,
    ...silentSigns(incident),
    ...(others > 0 ? [`${String(others)} more ${others === 1 ? 'worker was' : 'workers were'} given up in it`] : []),
  ];
}

const isSameCall = ({ block: a }: Conclusion, { block: b }: Conclusion): boolean =>
  a?.kind === b?.kind && a?.call === b?.call;

/** Beats and looks come once a second each, and stamps are cut off at the second. */
const SLACK_S = 2;

/** A worker that wrote nothing for the whole timeout; it did write before, so its silence tells something. */
export function silentSigns({ death, lastSignOfLifeAt, server, worker, disturbance }: Conclusion): readonly string[] {
  const { timeoutAt } = death;
  if (disturbance || timeoutAt === undefined || lastSignOfLifeAt === undefined || lastSignOfLifeAt === worker.bootedAt)
    return [];
  const seconds = (timeoutAt - lastSignOfLifeAt) / MICROS_PER_SECOND;
  return server.timeoutSeconds !== null && seconds >= server.timeoutSeconds - SLACK_S
    ? [`it wrote nothing in the ${seconds.toFixed(0)} s before it was given up`]
    : [];
}
