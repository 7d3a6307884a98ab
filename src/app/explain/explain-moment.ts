import { UserError } from '../../lib/errors.ts';
import type { Incident, Report } from '../../model/report.ts';
import { fullTime } from '../../report/clock.ts';
import { counted, listed } from '../../report/counted.ts';
import { onlyFailures, onlyIncidents } from './select.ts';
import { timeLike } from './time-like.ts';

/** People read a time off a dashboard or a chat: both sides of it are looked at. */
const NEAR_MS = 60_000;

/**
 * The report narrowed to what was going on at that time: incidents from the onset of their block to the end of their worker, and
 * requests that failed. Throws UserError E_NOT_IN_CASE where nothing is known of it.
 */
export function explainMoment(report: Report, at: Date): Report {
  const incidents = report.incidents.filter((incident) => isNear(spanOf(incident), at));
  const list = report.failures.list.filter((failure) => isNear([failure.at], at));
  if (incidents.length + list.length === 0) throw nothingAt(report, at);
  const told = [
    ...(incidents.length > 0
      ? [`${counted(incidents.length, 'incident')} (${listed(incidents.map(({ id }) => id))})`]
      : []),
    ...(list.length > 0 ? [counted(list.length, 'failed request')] : []),
  ];
  const narrowed = onlyIncidents(
    report,
    incidents,
    `Within a minute of ${timeLike(at, incidents[0]?.at ?? list[0]?.at)}: ${listed(told)}.`,
  );
  return { ...narrowed, ...onlyFailures(report, list), gaps: incidents.length > 0 ? report.gaps : [] };
}

const spanOf = ({ at, blocked, worker }: Incident): readonly (string | null)[] => [
  blocked?.from ?? at,
  at,
  worker.diedAt,
];

/** True for a stretch that holds the time, or comes near it; what nothing dates is near no time. */
function isNear(moments: readonly (string | null)[], at: Date): boolean {
  const known = moments.filter((moment) => moment !== null).map((moment) => Date.parse(moment));
  return (
    known.length > 0 && at.getTime() >= Math.min(...known) - NEAR_MS && at.getTime() <= Math.max(...known) + NEAR_MS
  );
}

function nothingAt({ incidents }: Report, at: Date): UserError {
  const [nearest] = incidents
    .flatMap(({ id, at: moment }) => (moment === null ? [] : [{ id, moment }]))
    .sort((a, b) => Math.abs(Date.parse(a.moment) - at.getTime()) - Math.abs(Date.parse(b.moment) - at.getTime()));
  return new UserError(`Nothing is known to have gone wrong within a minute of ${timeLike(at, nearest?.moment)}.`, {
    code: 'E_NOT_IN_CASE',
    suggestions: nearest
      ? [`The nearest incident is ${nearest.id}, at ${fullTime(nearest.moment)}`]
      : ['See all failed requests, sorted, with: forensics report'],
  });
}
