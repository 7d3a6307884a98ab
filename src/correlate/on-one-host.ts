import type { LogEvent } from '../model/event.ts';
import type { CaseFacts } from '../model/facts.ts';
import type { RequestSpan } from '../model/findings.ts';
import { proxySources } from './proxy-view.ts';
import { BEFALLS_MACHINES } from './speakers.ts';

/**
 * Where the logs of workers name one host alone, who names none is of that host: a collector that wrapped one log of a machine
 * and not the other has not made two machines of it; neither has a log of the machine itself. A proxy's host is its own.
 */
export function onOneHost(facts: CaseFacts): CaseFacts {
  const proxies = proxySources(facts);
  const speaking = facts.activity.filter(({ source, pid }) => pid !== undefined && !proxies.has(source));
  const stated = new Map(facts.sources.map(({ id, host }) => [id, host]));
  const hosts = new Set(speaking.map(({ source, host }) => host ?? stated.get(source)));
  const [host, ...others] = named([...hosts]) ?? machinesIn(facts);
  if (host === undefined || others.length > 0 || !hosts.has(undefined)) return facts;
  const isSilent = ({ source, host: own }: { readonly source: number; readonly host?: string }): boolean =>
    own === undefined && stated.get(source) === undefined && !proxies.has(source);
  const onHost = <E extends LogEvent>(event: E): E =>
    isSilent({ ...event, source: event.origin.source }) ? { ...event, host } : event;
  const spanOnHost = ({ start, end }: RequestSpan): RequestSpan => ({
    start: start && onHost(start),
    end: end && onHost(end),
  });
  return {
    ...facts,
    lifecycle: facts.lifecycle.map(onHost),
    exceptions: facts.exceptions.map(onHost),
    requests: facts.requests.map(onHost),
    edges: facts.edges.map(onHost),
    spans: facts.spans.map(spanOnHost),
    activity: facts.activity.map((row) => (isSilent(row) ? { ...row, host } : row)),
  };
}

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
