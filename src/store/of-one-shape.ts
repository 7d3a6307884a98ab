import type { LifecycleEvent, RequestEvent, RequestFacts } from '../model/event.ts';
import type { ActivityRow, RequestSpan } from '../model/findings.ts';
import type { LifecycleStep } from '../model/lifecycle.ts';
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

export const lifecycleOf = ({ by, step, origin, stamp, pid, host, text }: Told<LifecycleEvent>): LifecycleEvent => {
  const event: LifecycleEvent = {
    kind: 'lifecycle',
    by,
    step: step.what === 'request-started' ? startOf(step) : step,
    origin: originOf(origin),
    stamp: stamp && stampOf(stamp),
    pid,
    text,
  };
  return host === undefined ? event : { ...event, host };
};

/** There may be hundreds of thousands: of the word for it one is enough. */
const startOf = ({ method, target }: Extract<LifecycleStep, { what: 'request-started' }>): LifecycleStep => ({
  what: 'request-started',
  method,
  target,
});

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

const stampOf = sharingStamps();

/** Of records in order, many that tell whole seconds are of the same: they share one stamp. */
function sharingStamps(): (stamp: Stamp) => Stamp {
  let last: Stamp | undefined;
  return ({ wall, offsetMin, precision }) => {
    if (last?.wall !== wall || last.offsetMin !== offsetMin || last.precision !== precision)
      last = { wall, offsetMin, precision };
    return last;
  };
}

/** What only a proxy tells is left out where there is nothing of it: most requests are a server's. */
const factsOf = (facts: RequestFacts): RequestFacts => {
  const { id, method, target, status, durationUs, upstreamStatus, upstream, upstreamError, connection } = facts;
  if ((upstreamStatus ?? upstream ?? upstreamError ?? connection) === undefined)
    return { id, method, target, status, durationUs };
  return { id, method, target, status, durationUs, upstreamStatus, upstream, upstreamError, connection };
};
