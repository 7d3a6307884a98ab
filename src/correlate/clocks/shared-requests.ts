import { type Clock, clocksBySource, instantOf } from '../../model/clock.ts';
import type { RequestEvent } from '../../model/event.ts';
import type { CaseFacts } from '../../model/facts.ts';
import type { Micros } from '../../model/time.ts';

/** What is asked for more often shows nothing. */
const RARE = 3;

/** When requests ended, by each of the names under which another source may know them. */
export type KnownMoments = ReadonlyMap<string, readonly Micros[]>;

/** Ends of requests that sources of known clock tell of. */
export function knownMoments(
  { requests, spans }: Pick<CaseFacts, 'requests' | 'spans'>,
  clocks: readonly Clock[],
): KnownMoments {
  const known = new Map<string, Micros[]>();
  const clockOf = clocksBySource(clocks);
  const note = (event: RequestEvent, start: RequestEvent | undefined): void => {
    const clock = clockOf.get(event.origin.source);
    if (!clock || !event.stamp) return;
    const at = instantOf(event.stamp, clock);
    for (const name of namesOf(event, start)) {
      const moments = known.get(name);
      if (!moments) known.set(name, [at]);
      else if (moments.length <= RARE) moments.push(at);
    }
  };
  for (const event of requests) note(event, undefined);
  for (const { start, end } of spans) if (end) note(end, start);
  return known;
}

/** Records of a source that end a request; not one that its proxy handed on, of which others tell when a try ended. */
export const endsIn = (
  source: number,
  { requests, spans }: Pick<CaseFacts, 'requests' | 'spans'>,
): readonly RequestEvent[] =>
  [...requests, ...spans.flatMap(({ end }) => end ?? [])].filter(
    (event) => event.origin.source === source && !isHandedOn(event),
  );

/** `502, 200`: several servers were asked in turn. */
const isHandedOn = ({ facts: { upstream = '', upstreamStatus = '' } }: RequestEvent): boolean =>
  `${upstream}${upstreamStatus}`.includes(',');

/** Where another source sees the same request end; nothing where its name is no rare one. */
export function momentsFor(event: RequestEvent, known: KnownMoments): readonly Micros[] {
  for (const name of namesOf(event)) {
    const moments = known.get(name);
    if (moments && moments.length <= RARE) return moments;
  }
  return [];
}

/** A request's id, the values of its query (one of which may be the id), and what it asks for as a whole; each once. */
function namesOf(event: RequestEvent, start?: RequestEvent): readonly string[] {
  const names = start ? [...namesIn(start), ...namesIn(event)] : namesIn(event);
  return names.filter((name, place) => names.indexOf(name) === place);
}

function namesIn({ facts: { id, target } }: RequestEvent): readonly string[] {
  const ids = id === undefined ? [] : [`#${id}`];
  if (target?.includes('?') !== true) return ids;
  return [...ids, ...valuesIn(target.split('?')[1] ?? '').map((value) => `#${value}`), target];
}

/** The values of a query; most are written as they are, and to read them as a form would takes much longer. */
const valuesIn = (query: string): readonly string[] =>
  /[%+]/.test(query)
    ? [...new URLSearchParams(query).values()]
    : query.split('&').flatMap((pair) => (pair === '' ? [] : valueOf(pair)));

const valueOf = (pair: string): string => (pair.includes('=') ? pair.slice(pair.indexOf('=') + 1) : '');
