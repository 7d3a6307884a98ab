import type { Incident, Report } from '../model/report.ts';
import type { Table } from '../model/table.ts';

const COLUMNS = ['id', 'when', 'pid', 'cause', 'culprit', 'casualties', 'confidence'] as const;

const culpritOf = ({ requests, blocked }: Incident): string | null => {
  const labels = requests.filter(({ role }) => role === 'culprit').map(({ label }) => label);
  return labels.length > 0 ? labels.join(', ') : (blocked?.frame ?? null);
};

/** One row an incident, in the report's order; culprit is the code that ran where no request is named, null where neither is known. */
export const incidentTable = ({ incidents }: Report): Table => ({
  columns: COLUMNS,
  rows: incidents.map((incident) => [
    incident.id,
    incident.at,
    incident.worker.pid,
    incident.cause,
    culpritOf(incident),
    incident.casualtyCount,
    incident.confidence,
  ]),
});
