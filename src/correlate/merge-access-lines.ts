import { withoutQuery } from '../lib/without-query.ts';
import type { Request } from '../model/request.ts';

/** Application and server log the end within moments of each other; access lines often have whole seconds. */
const ENDS_WITHIN_US = 1_200_000;
const DURATION_SLACK_US = 60_000;

/**
 * An access line and the application's own start and end lines may tell of the same request: they become one. They agree
 * in their id; else in pid, method, path and time, and in the duration where both state one.
 */
export function mergeAccessLines(requests: readonly Request[]): readonly Request[] {
  const access: Request[] = [];
  const told: Request[] = [];
  for (const request of requests) (isAccessLine(request) ? access : told).push(request);
  const byKey = new Map<string, Request[]>();
  for (const request of told)
    for (const key of keysOf(request)) {
      const alike = byKey.get(key);
      if (alike) alike.push(request);
      else byKey.set(key, [request]);
    }
  const partner = new Map<Request, Request>();
  const alone = access.filter((line) => {
    const candidates = keysOf(line).flatMap((key) => byKey.get(key) ?? []);
    const match = bestMatch(line, candidates, partner);
    if (match) partner.set(match, line);
    return match === undefined;
  });
  return [...told.map((request) => joined(request, partner.get(request))), ...alone];
}

const isAccessLine = ({ evidence }: Request): boolean => evidence.every(({ edge }) => edge === 'whole');

function keysOf({ id, pid, method, target }: Request): readonly string[] {
  const byWork = pid !== undefined && target !== undefined ? [`${pid} ${method ?? ''} ${withoutQuery(target)}`] : [];
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
