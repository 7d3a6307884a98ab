import { workerName } from '../../lib/worker-name.ts';
import { sortedFailures } from '../../report/sorted-failures.ts';
import { UserError } from '../../lib/errors.ts';
import { onRequest, onWorker } from '../../model/remark.ts';
import type { Failure, Incident, Report } from '../../model/report.ts';
import { counted } from '../../report/counted.ts';

/** Which incidents are asked for; what is `undefined` does not narrow. */
export interface Selection {
  readonly incident: string | undefined;
  readonly since: Date | undefined;
  readonly until: Date | undefined;
}

const within = ({ at }: Incident, { since, until }: Selection): boolean => {
  // An incident without a time may have been at any.
  if (at === null) return true;
  const atMs = Date.parse(at);
  return (!since || atMs >= since.getTime()) && (!until || atMs <= until.getTime());
};

/** The incident of that id, whatever the case of its letters. Throws a UserError that names those there are. */
const requireIncident = ({ incidents }: Report, id: string): Incident => {
  const found = incidents.find((incident) => incident.id.toLowerCase() === id.toLowerCase());
  if (found) return found;
  const ids = incidents.map((incident) => incident.id);
  throw new UserError(`There is no incident ${id} in this case.`, {
    code: 'E_NO_SUCH_INCIDENT',
    suggestions: [
      ids.length === 0 ? 'This case holds no incident at all.' : `Ask for one of: ${ids.slice(0, 8).join(', ')}`,
      'List all with: forensics incidents',
    ],
  });
};

const casualtiesOf = (incidents: readonly Incident[]): number =>
  incidents.reduce((sum, { casualtyCount }) => sum + casualtyCount, 0);

const culpritsOf = (incidents: readonly Incident[]): number =>
  incidents.flatMap(({ requests }) => requests).filter(({ role }) => role === 'culprit').length;

/** Of the failures these alone, with what is said of their kinds. */
export const onlyFailures = (
  { failureDiagnoses }: Report,
  list: readonly Failure[],
): Pick<Report, 'failures' | 'failureDiagnoses'> => ({
  failures: sortedFailures(list),
  failureDiagnoses: failureDiagnoses.filter(({ kind }) => list.some((failure) => failure.kind === kind)),
});

/** The report about these of its incidents alone: all that hangs on an incident follows; workers, near misses, sources and gaps stay. */
export const onlyIncidents = (report: Report, incidents: readonly Incident[], headline: string): Report => {
  const ids = new Set(incidents.map(({ id }) => id));
  const named = new Set(incidents.flatMap(({ worker, requests }) => [onWorker(worker), ...requests.map(onRequest)]));
  const list = report.failures.list.filter(({ incident }) => incident !== null && ids.has(incident));
  const isAsked = (id: string): boolean => ids.has(id);
  return {
    ...report,
    summary: {
      ...report.summary,
      incidents: incidents.length,
      culprits: culpritsOf(incidents),
      casualties: casualtiesOf(incidents),
      headline,
    },
    incidents,
    diedTogether: report.diedTogether.filter((group) => group.incidents.some(isAsked)),
    patterns: report.patterns.filter((pattern) => pattern.incidents.some(isAsked)),
    ...onlyFailures(report, list),
    tracebacks: report.tracebacks.filter((group) => group.incidents.some(isAsked)),
    remarks: report.remarks.filter(({ about }) => named.has(about)),
  };
};

const headlineOf = (incidents: readonly Incident[], of: number): string => {
  const all =
    of === 1 ? 'The only incident in this case is not' : `None of the ${String(of)} incidents in this case is`;
  if (incidents.length === 0) return `${all} within the time asked for.`;
  const [only] = incidents;
  const what =
    incidents.length === 1 && only
      ? `Incident ${only.id}, ${workerName(only.worker)}`
      : counted(incidents.length, 'incident');
  return `${what} of ${String(of)} in this case: ${counted(casualtiesOf(incidents), 'casualty', 'casualties')}.`;
};

/** The report narrowed to the incidents asked for; the whole report where nothing narrows it. */
export const select = (report: Report, selection: Selection): Report => {
  const named = selection.incident === undefined ? report.incidents : [requireIncident(report, selection.incident)];
  const incidents = named.filter((incident) => within(incident, selection));
  if (incidents.length === report.incidents.length) return report;
  return onlyIncidents(report, incidents, headlineOf(incidents, report.incidents.length));
};
