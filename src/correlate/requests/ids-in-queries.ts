import type { Request } from '../../model/request.ts';

const PARAMETER = /[?&](?<name>[\w.[\]-]+)=(?<value>[^&#\s]{3,})/g;
/** One match is a chance. */
const FEW = 2;

/**
 * Gives requests of a proxy, whose lines name no id, the id that stands in their query: the parameter whose values the
 * server's own log uses as ids.
 */
export function idsInQueries(proxied: readonly Request[], own: readonly Request[]): readonly Request[] {
  if (proxied.length === 0) return proxied;
  const ids = new Set(own.flatMap(({ id }) => id ?? []));
  if (ids.size === 0) return proxied;
  const counts = new Map<string, number>();
  for (const { target = '' } of proxied)
    for (const [name, value] of parametersOf(target)) if (ids.has(value)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  if (!best || best[1] < FEW) return proxied;
  return proxied.map((request) =>
    request.id === undefined ? { ...request, id: parametersOf(request.target ?? '').get(best[0]) } : request,
  );
}

const parametersOf = (target: string): ReadonlyMap<string, string> =>
  new Map([...target.matchAll(PARAMETER)].map(({ groups = {} }) => [groups['name'] ?? '', groups['value'] ?? '']));
