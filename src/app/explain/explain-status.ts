import { UserError } from '../../lib/errors.ts';
import type { Failure, Incident, Report, RequestClaim } from '../../model/report.ts';
import { fullTime } from '../../report/clock.ts';
import { counted, listed } from '../../report/counted.ts';
import { FAILURE_WORDS } from '../../report/failure-words.ts';
import { onlyFailures, onlyIncidents } from './select.ts';
import { timeLike } from './time-like.ts';

/** What people were answered, and when. */
export interface StatusAsked {
  readonly status: string;
  /** Near when; `undefined`: at any time. */
  readonly at: Date | undefined;
}

/** People read a time off a dashboard or a chat: both sides of it are looked at. */
const NEAR_MS = 60_000;
/** What a framework answers for an exception that nobody caught. */
const INTERNAL_ERROR = '500';

/**
 * The report narrowed to the requests that were answered so near that time, and to the incidents in which they died. Throws
 * UserError E_NOT_IN_CASE where there are none.
 */
export function explainStatus(report: Report, asked: StatusAsked): Report {
  const all = report.failures.list.filter((failure) => isAnswered(failure, report, asked));
  const near = all.filter((failure) => asked.at === undefined || distance(failure, asked.at) <= NEAR_MS);
  const found = aboutAnswered(report, asked, near);
  if (found) return found;
  throw nothingNear(asked, all);
}

/** The same at any time; `undefined` where nothing was answered so. */
export const aboutStatus = (report: Report, status: string): Report | undefined => {
  const asked = { status, at: undefined };
  return aboutAnswered(
    report,
    asked,
    report.failures.list.filter((failure) => isAnswered(failure, report, asked)),
  );
};

function aboutAnswered(report: Report, asked: StatusAsked, near: readonly Failure[]): Report | undefined {
  if (near.length === 0) return undefined;
  const involved = new Set(near.map(({ incident }) => incident));
  const incidents = report.incidents
    .filter(({ id }) => involved.has(id))
    .map((incident) => ({ ...incident, requests: incident.requests.filter((claim) => isTold(claim, asked)) }));
  const narrowed = onlyIncidents(report, incidents, headline(asked, near));
  return { ...narrowed, ...onlyFailures(report, near), gaps: incidents.length > 0 ? report.gaps : [] };
}

const isTold = ({ role, clientSaw }: RequestClaim, { status }: StatusAsked): boolean =>
  role === 'culprit' || clientSaw === status;

/** Of the killed the incident tells what the client saw; the others bear their status in their label. */
function isAnswered({ kind, label, incident }: Failure, { incidents }: Report, { status }: StatusAsked): boolean {
  if (kind === 'killed') return incidents.some((one) => one.id === incident && sawStatus(one, label, status));
  const last = label.split(' ').at(-1) ?? '';
  return last === status || (kind === 'appError' && status === INTERNAL_ERROR && !/^[1-5]\d\d$/.test(last));
}

const sawStatus = ({ requests }: Incident, label: string, status: string): boolean =>
  requests.some((claim) => claim.label === label && claim.clientSaw === status);

/** In ms; a failure that nothing dates is near no time. */
const distance = ({ at }: Failure, asked: Date): number =>
  at === null ? Infinity : Math.abs(Date.parse(at) - asked.getTime());

function headline(asked: StatusAsked, near: readonly Failure[]): string {
  const kinds = FAILURE_WORDS.map(([kind, words]) => ({ words, count: near.filter((one) => one.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ words, count }) => `${String(count)} ${words}`);
  return `${counted(near.length, 'request')} failed with ${whatAndWhen(asked, near)}: ${listed(kinds)}.`;
}

/** The time asked for is written in the offset in which the report writes its own. */
function whatAndWhen({ status, at }: StatusAsked, [like]: readonly Failure[]): string {
  if (!at) return status;
  return `${status} within a minute of ${timeLike(at, like?.at)}`;
}

function nothingNear(asked: StatusAsked, all: readonly Failure[]): UserError {
  const { at } = asked;
  const nearest =
    at && all.filter((failure) => failure.at !== null).sort((a, b) => distance(a, at) - distance(b, at))[0];
  return new UserError(`No request is known to have failed with ${whatAndWhen(asked, all)}.`, {
    code: 'E_NOT_IN_CASE',
    suggestions: nearest
      ? [`The nearest failed at ${fullTime(nearest.at)}`]
      : ['See all failed requests, sorted, with: forensics report', 'List the incidents with: forensics incidents'],
  });
}
