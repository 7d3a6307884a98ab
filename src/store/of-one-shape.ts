import type { RequestEvent, RequestFacts } from '../model/event.ts';
import type { ActivityRow, RequestSpan } from '../model/findings.ts';
import type { Origin } from '../model/line.ts';
import type { Stamp } from '../model/time.ts';

/*
 * What is read from JSON has as many shapes as there are sets of keys, and V8 finds a part of it much quicker where all have one
 * (mathiasbynens.be, "Shapes and Inline Caches"): of facts that come in tens of thousands each is made anew, all in one place.
 */

type Told<Event extends { readonly host?: string }> = Omit<Event, 'kind' | 'host'> & {
  readonly host?: string | undefined;
};

export const requestEventOf = ({ edge, origin, stamp, pid, host, text, facts }: Told<RequestEvent>): RequestEvent => {
  const event: RequestEvent = {
    kind: 'request',
    edge,
    origin: originOf(origin),
    stamp: stamp && stampOf(stamp),
    pid,
    text,
    facts: factsOf(facts),
  };
  return host === undefined ? event : { ...event, host };
};

export const spanOf = ({ start, end }: RequestSpan): RequestSpan => ({
  start: start && requestEventOf(start),
  end: end && requestEventOf(end),
});

export const activityOf = (row: Told<ActivityRow>): ActivityRow => {
  const { source, pid, host, first, last, firstOrigin, lastOrigin, records, started, finished } = row;
  const spoken: ActivityRow = {
    source,
    pid,
    first: stampOf(first),
    last: stampOf(last),
    firstOrigin: originOf(firstOrigin),
    lastOrigin: originOf(lastOrigin),
    records,
    started,
    finished,
  };
  return host === undefined ? spoken : { ...spoken, host };
};

const originOf = ({ source, line, byteOffset }: Origin): Origin => ({ source, line, byteOffset });

const stampOf = ({ wall, offsetMin, precision }: Stamp): Stamp => ({ wall, offsetMin, precision });

const factsOf = (facts: RequestFacts): RequestFacts => {
  const { id, method, target, status, durationUs, upstreamStatus, upstream, upstreamError, connection } = facts;
  return { id, method, target, status, durationUs, upstreamStatus, upstream, upstreamError, connection };
};
