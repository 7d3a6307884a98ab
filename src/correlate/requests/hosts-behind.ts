import type { Request } from '../../model/request.ts';
import { deathMoment, type Worker } from '../../model/worker.ts';
import { serversAsked } from './handed-on.ts';
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

interface Ended {
  readonly host: string | undefined;
  readonly from: number;
  readonly to: number;
}

const deathsIn = (workers: readonly Worker[]): readonly Ended[] =>
  workers.flatMap(({ host, end }) =>
    end.how === 'died' ? [{ host, from: deathMoment(end.death) - SLACK_US, to: end.death.goneAt + SLACK_US }] : [],
  );

/** Whose address each server's is that a proxy names. */
function ownersOf(requests: readonly Request[], deaths: readonly Ended[]): ReadonlyMap<string, string> {
  const votes = new Map<string, Map<string, number>>();
  for (const request of requests) {
    const [server, ...others] = new Set(serversAsked(request));
    const host = server === undefined || others.length > 0 ? undefined : (request.host ?? hostOfLoss(request, deaths));
    if (server === undefined || host === undefined) continue;
    const counts = votes.get(server) ?? new Map<string, number>();
    votes.set(server, counts.set(host, (counts.get(host) ?? 0) + 1));
  }
  return new Map([...votes].flatMap(([server, counts]) => winnerOf(counts, server)));
}

/** The only machine on which a worker died when the connection was lost. */
function hostOfLoss({ proxy }: Request, deaths: readonly Ended[]): string | undefined {
  if (proxy?.outcome !== 'lost') return undefined;
  const hosts = new Set(deaths.filter(({ from, to }) => from <= proxy.at && proxy.at <= to).map(({ host }) => host));
  const [host, ...others] = hosts;
  return others.length === 0 ? host : undefined;
}

function winnerOf(counts: ReadonlyMap<string, number>, server: string): readonly (readonly [string, string])[] {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return [...counts].flatMap(([host, count]) =>
    count >= ENOUGH && count >= MOST * all ? [[server, host] as const] : [],
  );
}
