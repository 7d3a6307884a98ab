import { groupedBy } from '../lib/grouped.ts';
import type { Request } from '../model/request.ts';

/** Application and server log the end within moments of each other; access lines often have whole seconds. */
const ENDS_WITHIN_US = 1_200_000;
const DURATION_SLACK_US = 60_000;

/**
 * An access line and the application's own start and end lines may tell of the same request: they become one. They agree
 * in their id; else in pid, method, path and time, and in the duration where both state one.
 */
export function mergeAccessLines(requests: readonly Request[]): readonly Request[] {
  const access = requests.filter(isAccessLine);
  const told = requests.filter((request) => !isAccessLine(request));
  const byKey = groupedBy(
    told.flatMap((request) => keysOf(request).map((key) => ({ key, request }))),
    ({ key }) => key,
  );
  const partner = new Map<Request, Request>();
  const alone = access.filter((line) => {
    const match = bestMatch(
      line,
      keysOf(line)
        .flatMap((key) => byKey.get(key) ?? [])
        .map(({ request }) => request),
      partner,
    );
    if (match) partner.set(match, line);
    return match === undefined;
  });
  return [...told.map((request) => joined(request, partner.get(request))), ...alone];
}

const isAccessLine = ({ evidence }: Request): boolean => evidence.every(({ edge }) => edge === 'whole');

function keysOf({ id, pid, method, target }: Request): readonly string[] {
  const path = target?.split('?')[0];
  const byWork = pid !== undefined && path !== undefined ? [`${pid} ${method ?? ''} ${path}`] : [];
  return id === undefined ? byWork : [`#${id}`, ...byWork];
}

function bestMatch(
  line: Request,
  candidates: readonly Request[],
  taken: ReadonlyMap<Request, Request>,
): Request | undefined {
  const { endedAt } = line;
  if (endedAt === undefined) return undefined;
  const distance = (request: Request): number => Math.abs((request.endedAt ?? Number.POSITIVE_INFINITY) - endedAt);
  return candidates
    .filter((request) => !taken.has(request) && distance(request) <= ENDS_WITHIN_US && agrees(line, request))
    .sort((a, b) => misfit(line, a) - misfit(line, b) || distance(a) - distance(b))[0];
}

const misfit = (a: Request, b: Request): number => Math.abs((a.durationUs ?? 0) - (b.durationUs ?? 0));

function agrees(a: Request, b: Request): boolean {
  if (a.id !== undefined && b.id !== undefined) return a.id === b.id;
  if (a.status !== undefined && b.status !== undefined && a.status !== b.status) return false;
  return a.durationUs === undefined || b.durationUs === undefined || misfit(a, b) <= DURATION_SLACK_US;
}

/** The access line's target has the query, and it knows the status that was sent. */
function joined(request: Request, line: Request | undefined): Request {
  if (!line) return request;
  return {
    ...request,
    id: request.id ?? line.id,
    method: request.method ?? line.method,
    target: line.target ?? request.target,
    status: request.status ?? line.status,
    evidence: [...request.evidence, ...line.evidence],
  };
}
