import { groupedBy } from '../../lib/grouped.ts';
import { lasting } from '../../lib/lasting.ts';
import { withoutQuery } from '../../lib/without-query.ts';
import type { Request } from '../../model/request.ts';
import { type Micros, micros } from '../../model/time.ts';
import { haveOneMethod } from './have-one-method.ts';
import { withFactsOf } from './with-facts-of.ts';

/** Application and server log the end within moments of each other; access lines often have whole seconds. */
const ENDS_WITHIN_US = 1_200_000;
const DURATION_SLACK_US = 60_000;

/** A line is written in the second that it states, the start that it leads to lies so much later at the most. */
const STARTS_WITHIN_US = 1_100_000;
const STARTS_BEFORE_US = 100_000;

/** Whether an answer is how its request ended with the worker. */
type IsAborted = (line: Request, at: Micros) => boolean;

/**
 * An access line and the application's own start and end lines may tell of the same request: they become one. They agree
 * in their id; else in pid, method, path and time, and in the duration where both state one. Applications often log no end where they
 * fail, and some log no end at all: then the id, or the line's duration, leads to the start.
 */
export function mergeAccessLines(requests: readonly Request[], isAborted: IsAborted): readonly Request[] {
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
  const unlike =
    (best: typeof endedAlike) =>
    (line: Request): boolean => {
      const alike = keysOf(line).flatMap((key) => byKey.get(key) ?? []);
      const candidates = alike.filter((one) => !partner.has(one) && haveOneMethod(one, line));
      const match = candidates.length > 0 ? best(line, candidates) : undefined;
      if (match) partner.set(match, line);
      return match === undefined;
    };
  const isAnswer = (line: Request): boolean => line.endedAt !== undefined && !isAborted(line, line.endedAt);
  const unmatched = access.filter(unlike(endedAlike));
  const [startsSame, startsAny] = [unlike(startedAsSame), unlike(startedAlike)];
  const unnamed = unmatched.filter((line) => !isAnswer(line) || startsSame(line));
  const alone = unnamed.filter((line) => !isAnswer(line) || startsAny(line));
  const isAlone = new Set(alone);
  const chanceOf = openBeside(unnamed.filter((line) => !isAlone.has(line)));
  return [
    ...told.map((request) => {
      const line = partner.get(request);
      return line ? joined(request, line) : withDoubt(request, chanceOf(request));
    }),
    ...alone,
  ];
}

/**
 * How likely a request is the one without an end, where durations led lines to others that began within the same moment and asked for the
 * same: each of those lines may as well be its own.
 */
function openBeside(lines: readonly Request[]): (request: Request) => number {
  const byWork = new Map(
    [...groupedBy(lines, workOf)].map(([work, theirs]) => [work, lasting(theirs, startOf)] as const),
  );
  return (request) => {
    const { startedAt, endedAt } = request;
    const work = workOf(request);
    if (startedAt === undefined || endedAt !== undefined || work === undefined) return 1;
    const near = byWork.get(work)?.(startedAt, startedAt) ?? [];
    return 1 / (1 + near.filter((line) => haveOneMethod(line, request) && mayBeOne(line, request)).length);
  };
}

const startOf = ({ startedAt }: Request): { readonly from: number; readonly to: number } | undefined =>
  startedAt === undefined ? undefined : { from: startedAt - STARTS_BEFORE_US, to: startedAt + STARTS_WITHIN_US };

const mayBeOne = (a: Request, b: Request): boolean => a.id === undefined || b.id === undefined || a.id === b.id;

const withDoubt = (request: Request, chance: number): Request =>
  chance < 1 ? { ...request, stillOpen: chance } : request;

const isAccessLine = ({ evidence }: Request): boolean => evidence.every(({ edge }) => edge === 'whole');

function keysOf({ id, pid, target }: Request): readonly string[] {
  const work = workOf({ pid, target });
  const byWork = work === undefined ? [] : [work];
  return id === undefined ? byWork : [`#${id}`, ...byWork];
}

/** What a worker was asked for. */
const workOf = ({ pid, target }: Pick<Request, 'pid' | 'target'>): string | undefined =>
  pid === undefined || target === undefined ? undefined : `${pid} ${withoutQuery(target)}`;

/** The request that ended as the line tells. */
function endedAlike(line: Request, candidates: readonly Request[]): Request | undefined {
  const { endedAt } = line;
  if (endedAt === undefined) return undefined;
  const distance = (request: Request): number => Math.abs((request.endedAt ?? Number.POSITIVE_INFINITY) - endedAt);
  return candidates
    .filter((request) => distance(request) <= ENDS_WITHIN_US && agrees(line, request))
    .sort((a, b) => misfit(line, a) - misfit(line, b) || distance(a) - distance(b))[0];
}

/** The last try of the same id that had begun by then, of which no end is told. */
function startedAsSame({ id, pid, endedAt = micros(0) }: Request, candidates: readonly Request[]): Request | undefined {
  const begunAt = ({ startedAt }: Request): number => startedAt ?? Number.POSITIVE_INFINITY;
  return candidates
    .filter((one) => id !== undefined && one.id === id && one.endedAt === undefined)
    .filter((one) => (one.pid ?? pid) === (pid ?? one.pid) && begunAt(one) <= endedAt + STARTS_WITHIN_US)
    .sort((a, b) => begunAt(b) - begunAt(a))[0];
}

/** The request without an end that began where the line's duration leads. */
function startedAlike(line: Request, candidates: readonly Request[]): Request | undefined {
  const { startedAt } = line;
  if (startedAt === undefined) return undefined;
  const off = (request: Request): number => (request.startedAt ?? Number.NEGATIVE_INFINITY) - startedAt;
  return candidates
    .filter((one) => one.endedAt === undefined && off(one) >= -STARTS_BEFORE_US && off(one) <= STARTS_WITHIN_US)
    .filter((one) => mayBeOne(one, line))
    .sort((a, b) => Math.abs(off(a)) - Math.abs(off(b)))[0];
}

const misfit = (a: Request, b: Request): number => Math.abs((a.durationUs ?? 0) - (b.durationUs ?? 0));

function agrees(a: Request, b: Request): boolean {
  if (a.id !== undefined && b.id !== undefined) return a.id === b.id;
  if (a.status !== undefined && b.status !== undefined && a.status !== b.status) return false;
  return a.durationUs === undefined || b.durationUs === undefined || misfit(a, b) <= DURATION_SLACK_US;
}

function joined(request: Request, line: Request | undefined): Request {
  if (!line) return request;
  return {
    ...withFactsOf(request, line),
    endedAt: request.endedAt ?? line.endedAt,
    durationUs: request.durationUs ?? line.durationUs,
  };
}
