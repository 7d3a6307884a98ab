import { lasting } from '../../lib/lasting.ts';
import type { Request } from '../../model/request.ts';
import { deathMoment, type Worker } from '../../model/worker.ts';
import { serversAsked } from './proxy-tries.ts';
import { SLACK_US } from './proxy-losses.ts';

/** So many requests must tell whose address it is. */
const ENOUGH = 3;
/** What one of so many says otherwise is a chance. */
const MOST = 0.9;

/**
 * Of requests that only a proxy tells of, on which machine they were: the proxy names the address that it passed them on to, and other requests
 * that went there show whose it is, by the log that a server wrote of them or by the death that took them along. An address that leads to several
 * machines tells nothing.
 */
export function onHostsBehind(requests: readonly Request[], workers: readonly Worker[]): readonly Request[] {
  const hosts = new Set(workers.map(({ host }) => host));
  if (hosts.size < 2) return requests;
  const owners = ownersOf(requests, deathsIn(workers));
  return requests.map((request) => {
    const [server, ...others] = request.host === undefined && request.proxy ? new Set(serversAsked(request)) : [];
    const host = server !== undefined && others.length === 0 ? owners.get(server) : undefined;
    return host === undefined ? request : { ...request, host };
  });
}

/** The workers that were dying in a stretch of time. */
type Dying = (from: number, to: number) => readonly Worker[];

const deathsIn = (workers: readonly Worker[]): Dying =>
  lasting(workers, ({ end }) =>
    end.how === 'died' ? { from: deathMoment(end.death) - SLACK_US, to: end.death.goneAt + SLACK_US } : undefined,
  );

/** Whose address each server's is that a proxy names. */
function ownersOf(requests: readonly Request[], dying: Dying): ReadonlyMap<string, string> {
  const votes = new Map<string, Map<string, number>>();
  for (const request of requests) {
    const [server, ...others] = new Set(serversAsked(request));
    const host = server === undefined || others.length > 0 ? undefined : (request.host ?? hostOfLoss(request, dying));
    if (server === undefined || host === undefined) continue;
    const counts = votes.get(server) ?? new Map<string, number>();
    votes.set(server, counts.set(host, (counts.get(host) ?? 0) + 1));
  }
  return new Map([...votes].flatMap(([server, counts]) => winnerOf(counts, server)));
}

/** The only machine on which a worker died when the connection was lost. */
function hostOfLoss({ proxy }: Request, dying: Dying): string | undefined {
  if (proxy?.outcome !== 'lost') return undefined;
  const [host, ...others] = new Set(dying(proxy.at, proxy.at).map((worker) => worker.host));
  return others.length === 0 ? host : undefined;
}

function winnerOf(counts: ReadonlyMap<string, number>, server: string): readonly (readonly [string, string])[] {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return [...counts].flatMap(([host, count]) =>
    count >= ENOUGH && count >= MOST * all ? [[server, host] as const] : [],
  );
}
