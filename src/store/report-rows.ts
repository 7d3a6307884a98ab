import { once } from '../lib/once.ts';
import type { Incident, Report, RequestClaim } from '../model/report.ts';
import { readReport } from './bodies.ts';
import { type IncidentParts, packFailures, packParts, unpackFailures, unpackParts } from './packed.ts';
import { damaged } from './trouble.ts';

/** A report as the case keeps it: all but what is long in it, as JSON; that packed; and of requests what is asked for in SQL. */
export interface ReportRows {
  readonly report: string;
  /** In the order of the report. */
  readonly incidents: readonly IncidentRows[];
  readonly failures: Buffer;
}

interface IncidentRows {
  readonly parts: Buffer;
  /** The columns of `incident_request`, from `role` on. */
  readonly requests: readonly (readonly (string | number | null)[])[];
}

const NO_PARTS: IncidentParts = { requests: [], traceback: null, events: [], diagnoses: [] };

export const toReportRows = (report: Report): ReportRows => ({
  report: JSON.stringify({
    ...report,
    incidents: report.incidents.map((incident) => ({ ...incident, ...NO_PARTS })),
    failures: { ...report.failures, list: [] },
  }),
  incidents: report.incidents.map((incident) => ({
    parts: packParts(incident),
    requests: incident.requests.map(columnsOf),
  })),
  failures: packFailures(report.failures.list),
});

function columnsOf(claim: RequestClaim): readonly (string | number | null)[] {
  const { role, label, id, method, target, startedAt, endedAt, ageMs, clientSaw, confidence, basis, evidence } = claim;
  const [first] = evidence;
  const place = first ? `${first.file}:${String(first.line)}` : null;
  return [role, label, id, method, target, startedAt, endedAt, ageMs, clientSaw, confidence, basis, place];
}

/** The same as it is read; `null`: what an older case holds whole in its report. */
interface StoredRows {
  readonly report: string;
  readonly parts: readonly (Buffer | null)[];
  readonly failures: Buffer | null;
}

/**
 * The report of these rows. What is long in it is unpacked when it is first looked at, as most questions are not about it.
 * Throws UserError E_CASE_DAMAGED, for what is wrong with that when it is looked at.
 */
export function fromReportRows({ report: json, parts, failures }: StoredRows): Report {
  const report = readReport(json);
  for (const [place, incident] of report.incidents.entries()) {
    const packed = parts[place];
    if (packed === undefined) throw damaged('the requests of an incident');
    if (packed) readPartsLater(incident, packed);
  }
  if (failures)
    readLater(
      report.failures,
      'list',
      once(() => unpackFailures(failures)),
    );
  return report;
}

function readPartsLater(incident: Incident, packed: Buffer): void {
  const parts = once(() => unpackParts(packed));
  readLater(incident, 'requests', () => parts().requests);
  readLater(incident, 'traceback', () => parts().traceback);
  readLater(incident, 'events', () => parts().events);
  readLater(incident, 'diagnoses', () => parts().diagnoses);
}

const readLater = <Whole extends object, Part extends keyof Whole>(
  whole: Whole,
  part: Part,
  get: () => Whole[Part],
): void => {
  Object.defineProperty(whole, part, { enumerable: true, get });
};
