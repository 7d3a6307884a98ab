import type { Conclusion, SortedFailure } from '../model/conclusion.ts';
import { MICROS_PER_SECOND } from '../model/time.ts';
import { deathMoment } from '../model/worker.ts';
import type { Night } from './night.ts';

/** A proxy that looks by itself whether a server lives asks again after some seconds (HAProxy, `inter` and `rise`: 2 s, twice). */
const CHECKED_AGAIN_US = 10 * MICROS_PER_SECOND;

/** True if the proxy had no server to ask. */
const hadNone = ({ request }: SortedFailure): boolean =>
  request?.evidence.some(({ facts }) => facts.upstreamError === 'none-left') === true;

/** True if nginx says so; HAProxy, Envoy and others look by themselves whether one lives, and may have found that none does. */
const wasUnasked = ({ request }: SortedFailure): boolean =>
  request?.evidence.some(({ facts, text }) => facts.upstreamError === 'none-left' && /no live upstreams/.test(text)) ===
  true;

/** Of failures those for which the proxy asked no server although some listened, where that is most of them; else none. */
export function mostlyUnasked(failed: readonly SortedFailure[], { incidents }: Night): readonly SortedFailure[] {
  const unasked = failed.filter(
    (failure) => wasUnasked(failure) || (hadNone(failure) && stoodStill(failure, incidents).length > 0),
  );
  return unasked.length * 2 >= failed.length ? unasked : [];
}

/** The workers that listened and took nothing then: they stood still until their master ended them. */
export const stoodStill = ({ at }: SortedFailure, incidents: readonly Conclusion[]): readonly Conclusion[] =>
  incidents.filter(
    ({ death, block }) =>
      death.timeoutAt !== undefined &&
      at >= (block?.from ?? deathMoment(death)) &&
      at <= death.goneAt + CHECKED_AGAIN_US,
  );
