import { isAbort, isVictim } from '../model/abort.ts';
import type { Claim, Conclusion } from '../model/conclusion.ts';
import type { Correlation } from '../model/correlation.ts';
import type { Failure, FailureKind, Failures } from '../model/report.ts';
import type { Request } from '../model/request.ts';
import { sortedFailures } from './sorted-failures.ts';
import { evidenceOf, type Writing, written } from './place.ts';

/** An error's traceback and its access line are written within moments of each other. */
const SAME_FAILURE_US = 1_500_000;
const CLIENT_LEFT = 499;

/** Every failure that is kept, sorted by what became of it. */
export function assembleFailures(
  incidents: readonly Conclusion[],
  correlation: Correlation,
  writing: Writing,
): Failures {
  return sortedFailures(
    [
      ...incidents.flatMap((incident) => killedBy(incident, writing)),
      ...applicationErrors(incidents, correlation, writing),
      ...failedLines(incidents, correlation, writing),
    ].sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at))),
  );
}

const killedBy = ({ id, claims, death }: Conclusion, writing: Writing): readonly Failure[] =>
  claims
    .filter(({ role, request }) => (role === 'culprit' && (request || !isListed(claims))) || role === 'casualty')
    .map(({ label, evidence }) => ({
      kind: 'killed',
      label,
      at: written(death.goneAt, writing),
      incident: id,
      evidence: evidence.slice(0, 1).map((event) => evidenceOf(event, writing)),
    }));

/** A culprit of whom nothing shows which request it was is one of those that are listed already. */
const isListed = (claims: readonly Claim[]): boolean => claims.some(({ role }) => role === 'casualty');

function applicationErrors(
  incidents: readonly Conclusion[],
  { exceptions }: Correlation,
  writing: Writing,
): readonly Failure[] {
  const ofEnds = new Set(incidents.flatMap(({ tracebacks }) => tracebacks.map(({ event }) => event)));
  return exceptions
    .filter(({ event }) => !ofEnds.has(event) && !isAbort(event.traceback) && !isVictim(event.traceback))
    .map(({ at, event }) => ({
      kind: 'appError',
      label: event.message === '' ? (event.traceback.chain.at(-1)?.exception ?? 'an exception') : event.message,
      at: written(at, writing),
      incident: null,
      evidence: [evidenceOf(event, writing)],
    }));
}

/** Access lines of failures of which nothing else tells. */
function failedLines(
  incidents: readonly Conclusion[],
  { requests, exceptions }: Correlation,
  writing: Writing,
): readonly Failure[] {
  const claimed = new Set(incidents.flatMap(({ claims }) => claims.map(({ request }) => request)));
  const isTold = ({ pid, endedAt }: Request): boolean =>
    exceptions.some(({ at, event }) => event.pid === pid && Math.abs(at - (endedAt ?? 0)) <= SAME_FAILURE_US);
  return requests.flatMap((request) => {
    const { endedAt, status, evidence } = request;
    if (endedAt === undefined || status === undefined || status < CLIENT_LEFT) return [];
    if (claimed.has(request) || (status !== CLIENT_LEFT && isTold(request))) return [];
    const label = [request.method, request.target, String(status)].filter((part) => part !== undefined).join(' ');
    const kind: FailureKind = status === CLIENT_LEFT ? 'clientLeft' : 'unexplained';
    return [
      {
        kind,
        label,
        at: written(endedAt, writing),
        incident: null,
        evidence: evidence.slice(0, 1).map((event) => evidenceOf(event, writing)),
      },
    ];
  });
}
