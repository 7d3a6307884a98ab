import type { SortedFailure } from '../model/conclusion.ts';

/** True if nginx says that it asked no server; HAProxy, Envoy and others look by themselves whether one lives. */
const wasUnasked = ({ request }: SortedFailure): boolean =>
  request?.evidence.some(({ facts, text }) => facts.upstreamError === 'none-left' && /no live upstreams/.test(text)) ===
  true;

/** Of failures those for which the proxy asked no server, where that is most of them; else none. */
export function mostlyUnasked(failed: readonly SortedFailure[]): readonly SortedFailure[] {
  const unasked = failed.filter(wasUnasked);
  return unasked.length * 2 >= failed.length ? unasked : [];
}
