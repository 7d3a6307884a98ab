import type { Incident, Report, RequestClaim } from '../model/report.ts';
import type { Table } from '../model/table.ts';

const COLUMNS = ['id', 'when', 'pid', 'cause', 'culprit', 'casualties', 'confidence'] as const;

/** A claim may be about a request that no log names. */
const isNamed = ({ id, target }: RequestClaim): boolean => id !== null || target !== null;

const culpritOf = ({ requests, blocked }: Incident): string | null => {
  const claims = requests.filter(({ role }) => role === 'culprit');
  const labels = claims.filter(isNamed).map(({ label }) => label);
  return labels.length > 0 ? labels.join(', ') : (blocked?.frame ?? claims[0]?.label ?? null);
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
