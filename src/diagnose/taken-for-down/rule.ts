import { lengthOfTime } from '../../lib/length-of-time.ts';
import type { SortedFailure } from '../../model/conclusion.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';
import { deathMoment } from '../../model/worker.ts';
import { confidenceBy } from '../confidence.ts';
import type { FailureRule } from '../failure-rule.ts';
import type { Night } from '../night.ts';
import type { Finding } from '../rule.ts';
import { mostlyUnasked, stoodStill } from '../unasked.ts';

/** nginx takes a server for down for as long after one failed try (ngx_http_upstream_module: `max_fails=1 fail_timeout=10s`). */
const DOWN_FOR_US = 10 * MICROS_PER_SECOND;
/** Stamps are cut off at the second. */
const SLACK_US = MICROS_PER_SECOND;
const SHOWN = 3;

/** A proxy that has just lost each of its servers asks none of them for a while, though all of them listen. */
export const takenForDown: FailureRule = {
  id: 'taken-for-down',
  title: 'The proxy asked no server, as it took all of them for down',
  kind: 'refused',
  examine(failed, night): Finding | undefined {
    const unasked = mostlyUnasked(failed, night);
    const [first, last] = [unasked[0], unasked.at(-1)];
    if (!first || !last) return undefined;
    const deaths = deathsBefore(first, night);
    const held = heldMeanwhile(unasked, night).filter((id) => !deaths.includes(id));
    const requests = unasked.length === 1 ? '1 request' : `${String(unasked.length)} requests`;
    const signs = [
      `the proxy had no server left to ask for ${requests} within ${lengthOfTime(last.at - first.at)}`,
      ...(deaths.length > 0 ? [`it had just lost connections to workers that died: ${deaths.join(', ')}`] : []),
      ...(held.length > 0
        ? [`workers stood still meanwhile, and answered neither it nor its checks: ${held.join(', ')}`]
        : []),
    ];
    return {
      confidence: confidenceBy(signs),
      for: signs,
      against: deaths.length + held.length > 0 ? [] : ['no death of a worker in these logs came right before'],
      ...(deaths.length > 0 || held.length === 0 ? AFTER_LOSSES : WHILE_HELD),
    };
  },
};

const AFTER_LOSSES: Pick<Finding, 'remedy' | 'reference'> = {
  remedy:
    'Look for the cause of the deaths first: these failures follow from them. In nginx one lost request takes a server out for 10 s; `max_fails=0` on the `server` lines of the upstream stops that. A request that took a worker with it is tried on the next server, and may take one there too: `proxy_next_upstream off` for such paths.',
  reference: 'nginx docs, ngx_http_upstream_module, max_fails; ngx_http_proxy_module, proxy_next_upstream',
};

const WHILE_HELD: Pick<Finding, 'remedy' | 'reference'> = {
  remedy:
    'Look for what held the workers first: these failures follow from it. With one worker alone a single request that holds it takes the whole service down: run more of them, and have the check ask for a path that no slow request can hold up.',
  reference: 'HAProxy configuration manual, 8.5 "Session state at disconnection", and "option httpchk"',
};

const heldMeanwhile = (unasked: readonly SortedFailure[], { incidents }: Night): readonly string[] => {
  const held = new Set(unasked.flatMap((failure) => stoodStill(failure, incidents)));
  return [...held].slice(0, SHOWN).map(({ id }) => id);
};

const deathsBefore = ({ at }: SortedFailure, { incidents }: Night): readonly string[] =>
  incidents
    .filter(({ death }) => deathMoment(death) >= at - DOWN_FOR_US && deathMoment(death) <= at + SLACK_US)
    .slice(0, SHOWN)
    .map(({ id }) => id);
