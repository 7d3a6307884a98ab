import type { Report } from '../model/report.ts';
import { readClaims, readReport } from './bodies.ts';
import { packFailures, unpackFailures } from './packed.ts';
import { damaged } from './trouble.ts';

/** A report as the case keeps it: all but its longest lists, and these: the requests of incidents as JSON in their order. */
export interface ReportRows {
  readonly report: string;
  readonly requests: readonly string[];
  readonly failures: Buffer;
}

export const toReportRows = (report: Report): ReportRows => ({
  report: JSON.stringify({
    ...report,
    incidents: report.incidents.map((one) => ({ ...one, requests: [] })),
    failures: { ...report.failures, list: [] },
  }),
  requests: report.incidents.map(({ requests }) => JSON.stringify(requests)),
  failures: packFailures(report.failures.list),
});

/** The same as it is read; a report of an older case holds its failures itself. */
interface StoredRows {
  readonly report: string;
  readonly requests: readonly Buffer[];
  readonly failures: Buffer | null;
}

/**
 * The report of these rows. Its longest lists are parsed when they are first looked at, as most questions are not about them.
 * Throws UserError E_CASE_DAMAGED, for what is wrong with those when they are looked at.
 */
export function fromReportRows({ report: json, requests, failures }: StoredRows): Report {
  const report = readReport(json);
  for (const [place, incident] of report.incidents.entries()) {
    const stored = requests[place];
    if (!stored) throw damaged('the requests of an incident');
    readLater(incident, 'requests', () => readClaims(stored.toString()));
  }
  if (failures) readLater(report.failures, 'list', () => unpackFailures(failures));
  return report;
}

function readLater<Whole extends object, Part extends keyof Whole>(
  whole: Whole,
  part: Part,
  read: () => Whole[Part],
): void {
  let value: Whole[Part] | undefined;
  Object.defineProperty(whole, part, { enumerable: true, get: () => (value ??= read()) });
}
