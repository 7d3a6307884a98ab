import type { LogEvent } from '../../model/event.ts';
import type { CaseFacts } from '../../model/facts.ts';
import type { RequestSpan } from '../../model/findings.ts';

/** Where a record or a count of them stands, and the host that it names itself. */
export interface Told {
  readonly source: number;
  readonly host?: string | undefined;
}

/** The same event on the machine that `hostFor` names for it; as it is where that names none. */
export const withHost = <E extends LogEvent>(event: E, hostFor: (told: Told) => string | undefined): E => {
  const host = hostFor({ source: event.origin.source, host: event.host });
  return host === undefined ? event : { ...event, host };
};

/** Facts of supervisors, workers and requests on the machines that `hostFor` names for them, as they are where that names none. */
export function withHosts(facts: CaseFacts, hostFor: (told: Told) => string | undefined): CaseFacts {
  const onHost = <E extends LogEvent>(event: E): E => withHost(event, hostFor);
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
    activity: facts.activity.map((row) => {
      const host = hostFor(row);
      return host === undefined ? row : { ...row, host };
    }),
  };
}
