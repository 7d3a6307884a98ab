import type { Incident, Report } from '../model/report.ts';
import { readClaims, readReport } from './bodies.ts';
import { damaged } from './trouble.ts';

/** A report as the case keeps it: all but the requests of its incidents, and these as JSON in the incidents' order. */
export interface ReportRows {
  readonly report: string;
  readonly requests: readonly string[];
}

export const toReportRows = (report: Report): ReportRows => ({
  report: JSON.stringify({ ...report, incidents: report.incidents.map((one) => ({ ...one, requests: [] })) }),
  requests: report.incidents.map(({ requests }) => JSON.stringify(requests)),
});

/**
 * The report of these rows. Requests are parsed when they are first looked at, as most questions are not about them.
 * Throws UserError E_CASE_DAMAGED, for what is wrong with requests when they are looked at.
 */
export function fromReportRows(json: string, requests: readonly Buffer[]): Report {
  const report = readReport(json);
  for (const [place, incident] of report.incidents.entries()) {
    const stored = requests[place];
    if (!stored) throw damaged('the requests of an incident');
    readLater(incident, stored);
  }
  return report;
}

function readLater(incident: Incident, stored: Buffer): void {
  let read: Incident['requests'] | undefined;
  Object.defineProperty(incident, 'requests', {
    enumerable: true,
    get: () => (read ??= readClaims(stored.toString())),
  });
}
