import { withoutQuery } from '../../lib/without-query.ts';
import { workerName } from '../../lib/worker-name.ts';
import { UserError } from '../../lib/errors.ts';
import { onWorker } from '../../model/remark.ts';
import type { Failure, Incident, Report, RequestClaim, WorkerLife } from '../../model/report.ts';
import { certainty } from '../../report/certainty.ts';
import { fullTime } from '../../report/clock.ts';
import { counted } from '../../report/counted.ts';
import { aboutStatus } from './explain-status.ts';
import { onlyFailures, onlyIncidents } from './select.ts';

const byId = ({ incidents }: Report, what: string): readonly Incident[] =>
  incidents.filter(({ id }) => id.toLowerCase() === what.toLowerCase());

const aboutIncident = (report: Report, [incident]: readonly Incident[]): Report | undefined => {
  if (!incident) return undefined;
  const { pid, name } = incident.worker;
  const narrowed = onlyIncidents(report, [incident], report.summary.headline);
  const headline = `Incident ${incident.id}: ${counted(incident.casualtyCount, 'casualty', 'casualties')} with ${workerName(incident.worker)}.`;
  return {
    ...narrowed,
    summary: { ...narrowed.summary, headline },
    nearMisses: report.nearMisses.filter(({ worker }) => worker === pid),
    workers: report.workers.filter(
      (life) =>
        (life.pid === pid && life.name === name) || (life.pid !== null && life.pid === incident.worker.replacementPid),
    ),
  };
};

const lifeStory = (lives: readonly WorkerLife[], incidents: readonly Incident[]): string =>
  incidents.length > 0
    ? `${counted(incidents.length, 'abnormal death')} in ${counted(lives.length, 'life', 'lives')} of that pid.`
    : `${counted(lives.length, 'life', 'lives')} of that pid, none ended abnormally. ${lives.map(courseOf).join(' ')}`;

/**
 * When it began, was last heard of and ended, as far as the logs tell. Those that nothing calls abnormal are many: told to leave, gone with
 * a master that was killed, or gone with no word of how (gunicorn up to 20.1 tells no exit code), so no good order is claimed.
 */
function courseOf({ bootedAt, lastSeenAt, diedAt, end, replacedBy }: WorkerLife): string {
  const began = bootedAt === null ? 'It was there before these logs begin' : `It booted at ${fullTime(bootedAt)}`;
  const heard = lastSeenAt === null || lastSeenAt === bootedAt ? '' : `, was last heard of at ${fullTime(lastSeenAt)}`;
  if (end === 'running') return `${began}${heard}, and no log tells of its end.`;
  const gone = `was gone${diedAt === null ? '' : ` at ${fullTime(diedAt)}`}, and no log tells of a kill or an error`;
  const next = replacedBy === null ? '' : `; worker ${String(replacedBy)} took its place`;
  return end === 'graceful' ? `${began}, ${gone}${next}.` : `${began}${heard}.`;
}

const aboutWorker = (report: Report, what: string): Report | undefined => {
  const pid = /^\d+$/.test(what) ? Number(what) : undefined;
  const incidents = report.incidents.filter(({ worker }) => worker.pid === pid);
  const workers = report.workers.filter((life) => life.pid === pid);
  if (incidents.length === 0 && workers.length === 0) return undefined;
  return {
    ...onlyIncidents(report, incidents, `Worker ${what}: ${lifeStory(workers, incidents)}`),
    remarks: report.remarks.filter(({ about }) => pid !== undefined && about === onWorker({ pid, name: null })),
    nearMisses: report.nearMisses.filter(({ worker }) => worker === pid),
    workers,
  };
};

/** By its id, as people label it, or by what it asked for, with or without its method and query. */
const isNamed = (claim: RequestClaim, what: string): boolean =>
  claim.id === what || claim.label === what || namesOf(claim).includes(what);

function namesOf({ method, target }: RequestClaim): readonly string[] {
  if (target === null) return [];
  const targets = [target, withoutQuery(target)];
  return method === null ? targets : [...targets, ...targets.map((each) => `${method} ${each}`)];
}

const isContext = ({ role }: RequestClaim): boolean => role === 'culprit';

const FATES: Readonly<Record<RequestClaim['role'], string>> = {
  culprit: 'is the likeliest to have brought down',
  casualty: 'died with',
  'possible-casualty': 'may have died with',
  survivor: 'survived the death of',
  stalled: 'was held up by, but outlived, the block of',
};

function fate(claim: RequestClaim, incident: Incident): string {
  const told = `${claim.label} ${FATES[claim.role]} ${workerName(incident.worker)} in incident ${incident.id}`;
  if (claim.role !== 'casualty' || !hidesCulprit(incident)) return `${told} (${certainty(claim.confidence)})`;
  return `${told}, and may be why it ended${suspicionOf(claim)}`;
}

/** Reports of older builds do not tell it. */
const suspicionOf = ({ suspicion }: RequestClaim): string =>
  suspicion === undefined ? '' : ` (${certainty(suspicion)})`;

const casualtiesIn = ({ requests }: Pick<Incident, 'requests'>): number =>
  requests.filter(({ role }) => role === 'casualty').length;

/** True if one of those who died is to blame, and nothing shows which: then there is one bystander less than there are named. */
const hidesCulprit = (incident: Incident): boolean => casualtiesIn(incident) > incident.casualtyCount;

/** The incident with these of its requests alone; of several of whom one is to blame each may be it. */
function withOnly(incident: Incident, isKept: (claim: RequestClaim) => boolean): Incident {
  const narrowed = { ...incident, requests: incident.requests.filter(isKept) };
  return hidesCulprit(incident) ? { ...narrowed, casualtyCount: Math.max(0, casualtiesIn(narrowed) - 1) } : narrowed;
}

/** By a word of its label: an id in the query, one part of the path. */
const mentions = ({ label }: Pick<Failure, 'label'>, what: string): boolean =>
  label === what || label.split(/[^\w.-]+/).includes(what) || label.split(/[\s?]/).includes(what);

const aboutRequest = (report: Report, what: string, isMeant: typeof isNamed): Report | undefined => {
  const incidents = report.incidents.filter(({ requests }) => requests.some((claim) => isMeant(claim, what)));
  if (incidents.length === 0) return undefined;
  const fates = incidents.flatMap((incident) =>
    incident.requests.filter((claim) => isMeant(claim, what)).map((claim) => fate(claim, incident)),
  );
  const narrowed = incidents.map((incident) => withOnly(incident, (claim) => isContext(claim) || isMeant(claim, what)));
  return onlyIncidents(report, narrowed, `${fates.join('; ')}.`);
};

const aboutFailure = (report: Report, what: string): Report | undefined => {
  const list = report.failures.list.filter((failure) => mentions(failure, what));
  if (list.length === 0) return undefined;
  const narrowed = onlyIncidents(report, [], `${counted(list.length, 'failed request')} named ${what}.`);
  return { ...narrowed, ...onlyFailures(report, list) };
};

/** What answers look like. */
const STATUS = /^[1-5]\d\d$/;

/**
 * The report narrowed to an incident (its id), a worker (its pid), a request (its id or label) or an answered status,
 * in this order; `undefined` where it tells of nothing of the kind.
 */
export const explainIfTold = (report: Report, what: string): Report | undefined => {
  const found =
    aboutIncident(report, byId(report, what)) ??
    aboutWorker(report, what) ??
    aboutRequest(report, what, isNamed) ??
    (STATUS.test(what) ? aboutStatus(report, what) : undefined) ??
    aboutRequest(report, what, mentions) ??
    aboutFailure(report, what);
  // What could not be told of incidents is of no account where none is asked for.
  return found && (found.incidents.length > 0 ? found : { ...found, gaps: [] });
};

/** The same. Throws a UserError where the report tells of nothing of the kind. */
export const explain = (report: Report, what: string): Report => {
  const found = explainIfTold(report, what);
  if (found) return found;
  throw notInCase(what);
};

export const notInCase = (what: string): UserError =>
  new UserError(
    `This case knows no incident, process${STATUS.test(what) ? ', failed answer' : ''} or request called ${what}.`,
    {
      code: 'E_NOT_IN_CASE',
      suggestions: ['List the incidents with: forensics incidents', 'Search all requests with: forensics sql --schema'],
    },
  );
