import type { CaseFacts } from '../../model/facts.ts';
import { proxySources } from '../proxy-view.ts';
import { BEFALLS_MACHINES } from '../speakers.ts';
import { withHosts } from './with-hosts.ts';

/**
 * Where the logs of workers name one host alone, who names none is of that host: a collector that wrapped one log of a machine
 * and not the other has not made two machines of it; neither has a log of the machine itself. A proxy's host is its own.
 */
export function onOneHost(facts: CaseFacts): CaseFacts {
  if (!namesHosts(facts)) return facts;
  const proxies = proxySources(facts);
  const speaking = facts.activity.filter(({ source, pid }) => pid !== undefined && !proxies.has(source));
  const stated = new Map(facts.sources.map(({ id, host }) => [id, host]));
  const hosts = new Set(speaking.map(({ source, host }) => host ?? stated.get(source)));
  const [host, ...others] = named([...hosts]) ?? machinesIn(facts);
  if (host === undefined || others.length > 0 || !hosts.has(undefined)) return facts;
  return withHosts(facts, ({ source, host: own }) =>
    own === undefined && stated.get(source) === undefined && !proxies.has(source) ? host : undefined,
  );
}

const namesHosts = ({ sources, activity, lifecycle }: CaseFacts): boolean =>
  [sources, activity, lifecycle].some((told) => told.some(({ host }) => host !== undefined));

function named(hosts: readonly (string | undefined)[]): readonly string[] | undefined {
  const known = hosts.filter((host) => host !== undefined);
  return known.length > 0 ? known : undefined;
}

/** The machines that tell of what befell them. */
function machinesIn({ lifecycle, sources }: CaseFacts): readonly string[] {
  const words = lifecycle.filter(({ step }) => BEFALLS_MACHINES.has(step.what));
  const hostOf = (source: number): string | undefined => sources.find(({ id }) => id === source)?.host;
  return [...new Set(words.flatMap(({ host, origin }) => host ?? hostOf(origin.source) ?? []))];
}
