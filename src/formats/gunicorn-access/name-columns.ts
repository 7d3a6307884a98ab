import { type Column, labelOf, mostly, type Names, variety } from './columns.ts';
import { isProxyColumn } from './foreign-columns.ts';
import { nameByPlace } from './name-by-place.ts';
import { nameByValue } from './name-by-value.ts';
import { nameDurations } from './name-durations.ts';

/** What the columns of a log are, as a gunicorn format string would say it. */
export interface NamedColumns {
  readonly format: string;
  /** False for the lines of a proxy in front. */
  readonly isOurs: boolean;
}

const UNKNOWN = '%({unknown}e)s';
const REQUEST_ID = '%({x-request-id}i)s';

/** Names the columns of a log; `undefined` if its lines are no server's that sum up requests. `workerPids`: pids known for certain. */
export function nameColumns(columns: readonly Column[], workerPids: ReadonlySet<number>): NamedColumns | undefined {
  const names: Names = new Map();
  const unnamed = (): readonly Column[] => columns.filter((column) => !names.has(column));
  for (const column of columns) {
    const name = nameByValue(column, workerPids);
    if (name !== undefined && ![...names.values()].includes(name)) names.set(column, name);
  }
  const request = columns.findIndex((column) => /%\([rU]\)s/.test(names.get(column) ?? ''));
  const status = statusColumn(unnamed(), columns.slice(request + 1));
  if (request < 0 || !status) return undefined;
  names.set(status, '%(s)s');
  nameByPlace(columns, names, status);
  for (const [column, atom] of nameDurations(unnamed())) names.set(column, `%(${atom})s`);
  const id = unnamed().find(isRequestId);
  if (id) names.set(id, REQUEST_ID);
  const isProxys = columns.some((column, place) => isProxyColumn(column, place, request));
  return isServers(columns, names) ? { format: formatOf(columns, names), isOurs: !isProxys } : undefined;
}

const formatOf = (columns: readonly Column[], names: Names): string => {
  const named = columns.map((column) => `${literal(column.before)}${names.get(column) ?? UNKNOWN}`).join('');
  return `${named}${literal(columns.at(-1)?.after ?? '')}`;
};

const literal = (text: string): string => text.replaceAll('%', '%%');

const STATUS = /^[1-5]\d\d$/;
const STATUS_LABEL = /status|code|^st$/i;
const USUAL_STATUS = /^(?:20[0-6]|30[1-478]|40[0-9]|41[0-8]|42[2-9]|431|499|50[0-4])$/;

/** The column of status codes: labelled so, of the codes that are in use, behind the request, first. */
function statusColumn(columns: readonly Column[], behindRequest: readonly Column[]): Column | undefined {
  const rank = (column: Column): number =>
    (STATUS_LABEL.test(labelOf(column)) ? 4 : 0) +
    (mostly(column, (value) => USUAL_STATUS.test(value)) ? 2 : 0) +
    (behindRequest.includes(column) ? 1 : 0);
  const all = columns.filter((column) => column.told.length > 0 && column.told.every((value) => STATUS.test(value)));
  return all.toSorted((a, b) => rank(b) - rank(a))[0];
}

const ID_LABEL = /(?:request|correlation|trace|transaction)[_.-]?u?id|traceparent|^(?:rid|reqid|req_id|trace|xid)$/i;
// 0f8fad5b-d9cb-469f-a165-70867728950e, 5f9c1b2d4e6a, 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
const ID_VALUE =
  /^(?=.*[a-f])(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{12,64}|00-[\da-f]{32}-[\da-f]{16}-\d\d)$/i;
const LABELLED_ID = /^[\w.:=-]{4,}$/;

/** One of its own for each line: a retry may bring its id again. */
const isRequestId = (column: Column): boolean => {
  if (column.told.length < 3 || variety(column) < 0.8) return false;
  if (ID_LABEL.test(labelOf(column))) return mostly(column, (value) => LABELLED_ID.test(value));
  return variety(column) > 0.95 && mostly(column, (value) => ID_VALUE.test(value));
};

// 2026-11-23T09:33:29, 23/Nov/2026:09:45:03, 11/23/2026 04:07:31 PM, 09:33:29.123 at the beginning: no time that gunicorn writes
const OTHER_TIME =
  /\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\d\d\/(?:[A-Z][a-z]{2}|\d\d)\/\d{4}[ :]\d\d:\d\d|^\W?\d\d:\d\d:\d\d(?!\S*:)/;

// [INFO] shop.requests: a logger's head, before what an application says
const LOGGER = /[[\s](?:DEBUG|INFO|WARN(?:ING)?|ERROR|CRITICAL)\]?[:\s]\s*[a-z_]\w*(?:\.\w+)*:? /;

/**
 * Lines with a request are many programs'; a server's have its time, else no other, and its pid, or are JSON, or begin with the client,
 * and no level and logger stand behind that.
 */
function isServers(columns: readonly Column[], names: Names): boolean {
  const [first] = columns;
  const line = columns.map(({ before, values }) => `${before}${values[0] ?? ''}`).join('');
  if (first && names.has(first) && LOGGER.test(line)) return false;
  if ([...names.values()].includes('%(t)s')) return true;
  if (!first || OTHER_TIME.test(line)) return false;
  const tellsPid = columns.some((column) => mostly(column, (value) => /^<\d+>$/.test(value)));
  return tellsPid || first.before.startsWith('{') || names.get(first) === '%(h)s';
}
