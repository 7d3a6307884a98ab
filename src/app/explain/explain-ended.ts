import type { RequestEvent, RequestFacts } from '../../model/event.ts';
import type { RequestSpan } from '../../model/findings.ts';
import type { Report } from '../../model/report.ts';
import { fullTime } from '../../report/clock.ts';
import type { CaseStore } from '../../store/case-store.ts';
import { momentIn } from './log-time.ts';
import { requestsById } from './requests-by-id.ts';
import { onlyIncidents } from './select.ts';

/** What became of a request that ended outside of all incidents, by the logs themselves; `undefined` where none names that id. */
export async function aboutEnded(store: CaseStore, report: Report, id: string): Promise<Report | undefined> {
  const spans = await requestsById(store, id);
  if (spans.length === 0) return undefined;
  const headline = spans.map((span) => told(span, id, report)).join(' ');
  return { ...onlyIncidents(report, [], headline), nearMisses: [], gaps: [] };
}

function told({ start, end }: RequestSpan, id: string, report: Report): string {
  const told = [start, end].flatMap((event) => event ?? []);
  const last = told.at(-1);
  if (!last) return '';
  const pid = told.find((event) => event.pid !== undefined)?.pid;
  const worker = pid === undefined ? '' : ` in worker ${String(pid)}`;
  const at = fullTime(momentIn(last, report));
  const where = `${pathOf(last.origin.source, report)}:${String(last.origin.line)}`;
  const became = end
    ? `ended at ${at}${worker}${outcome(end.facts)}`
    : `started at ${at}${worker} and no end is logged`;
  return `Request ${id}${askedFor(told)} ${became} (${where}); it is in no incident.`;
}

function askedFor(told: readonly RequestEvent[]): string {
  const [method] = told.flatMap(({ facts }) => facts.method ?? []);
  const [target] = told.flatMap(({ facts }) => facts.target ?? []);
  const asked = [method, target].filter((part) => part !== undefined).join(' ');
  return asked === '' ? '' : ` (${asked})`;
}

const outcome = ({ status, durationUs }: RequestFacts): string => {
  const took = durationUs === undefined || Number.isNaN(durationUs) ? '' : ` after ${(durationUs / 1e6).toFixed(3)} s`;
  return `${status === undefined ? '' : ` with ${String(status)}`}${took}`;
};

const pathOf = (source: number, { sources }: Report): string => sources.find(({ id }) => id === source)?.path ?? '?';
