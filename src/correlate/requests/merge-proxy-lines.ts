import { groupedBy } from '../../lib/grouped.ts';
import type { Request } from '../../model/request.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';
import { bucketed, distance, endOf, isSameWork, near, NEAR_US, pathOf } from './alike.ts';
import { handedOn, triesOf } from './proxy-tries.ts';

/** A proxy's error line is written with the request's end; its access line has whole seconds. */
const SAME_END_US = 2_000_000;
/** No proxy waits for longer. */
const LONGEST_US = 900 * MICROS_PER_SECOND;

/** A proxy may tell of one request in several lines, one a try and one in the end: they become one for each server that held it. */
export function mergeProxyLines(lines: readonly Request[]): readonly Request[] {
  const told = lines.filter((line) => !isError(line));
  const { errors, alone } = errorsByLine(told, lines.filter(isError));
  const tries = new Map(handedOn(told, lines.filter(isError), isSameWork).map((one) => [one.line, one.lost]));
  const before = new Set([...tries.values()].flat());
  const merged = told.flatMap((line) => {
    const own = withErrors(
      line,
      (errors.get(line) ?? []).filter((error) => !before.has(error)),
    );
    const lost = tries.get(line);
    return lost ? triesOf({ line: own, lost }) : [own];
  });
  return [...merged, ...alone.filter((error) => !before.has(error))];
}

const isError = ({ evidence }: Request): boolean => evidence.every(({ facts }) => facts.upstreamError !== undefined);

/** The error lines that belong to each line at a request's end, and those that belong to none. */
interface Told {
  readonly errors: ReadonlyMap<Request, readonly Request[]>;
  readonly alone: readonly Request[];
}

function errorsByLine(told: readonly Request[], lines: readonly Request[]): Told {
  const alike = linesAlike(told);
  const errors = new Map<Request, Request[]>();
  const alone: Request[] = [];
  for (const error of lines.toSorted((a, b) => Number(isOfAny(a)) - Number(isOfAny(b)))) {
    const [match] = alike(error)
      .filter((line) => (errors.get(line) ?? []).every((other) => isSameConnection(other, error)))
      .sort((a, b) => offStatus(a, error) - offStatus(b, error) || distance(a, error) - distance(b, error));
    if (match) errors.set(match, [...(errors.get(match) ?? []), error]);
    else if (told.length === 0 || !isOfAny(error)) alone.push(error);
  }
  return { errors, alone };
}

/** The lines that may be of the request that an error tells of. */
function linesAlike(told: readonly Request[]): (error: Request) => readonly Request[] {
  const bad = told.filter(isAsBad);
  const buckets = bucketed(bad);
  const begun = groupedBy(bad.filter(isEndUnknown), pathOf);
  const byStatus = groupedBy(bad, ({ status }) => status);
  return (error) => {
    const isNear = (line: Request): boolean => distance(line, error) <= SAME_END_US;
    if (isOfAny(error)) return (byStatus.get(error.status) ?? []).filter(isNear);
    const ended = near(buckets, error, endOf(error)).filter(isNear);
    const open = (begun.get(pathOf(error)) ?? []).filter((line) => isWithin(line, error));
    return [...new Set([...ended, ...open])].filter((line) => isSameWork(line, error));
  };
}

/** Apache tells of a connection that was refused, but not for what request; a balancer may have asked another server then (mod_proxy_http.c, AH01114). */
const isOfAny = ({ target, status, durationUs }: Request): boolean =>
  target === undefined && status !== undefined && durationUs === undefined;

/** The line states when the request came, and not for how long it was waited for. */
const isEndUnknown = ({ startedAt, durationUs }: Request): boolean =>
  startedAt !== undefined && durationUs === undefined;

const isWithin = ({ startedAt }: Request, error: Request): boolean => {
  const waitedUs = (endOf(error) ?? 0) - (startedAt ?? 0);
  return waitedUs > -NEAR_US && waitedUs < LONGEST_US;
};

const connectionOf = ({ evidence: [first] }: Request): string | undefined => first?.facts.connection;

/** Each try has its error line, and all are told of one connection of the client's. */
const isSameConnection = (a: Request, b: Request): boolean =>
  connectionOf(a) === undefined || connectionOf(b) === undefined || connectionOf(a) === connectionOf(b);

/** A line that says the same of how it ended goes before others. */
const offStatus = (line: Request, error: Request): number =>
  Number(error.status !== undefined && line.status !== error.status);

/** An error line belongs to a request that was not answered; a later try of the same may have been. */
const isAsBad = ({ status }: Request): boolean => status === undefined || status >= 499 || status === 460;

/** Where a server lost it and then none was left to try, nobody refused it: it was lost with that server. */
const NOBODY: ReadonlySet<string | undefined> = new Set(['none-left', 'refused']);

const isByNobody = ({ evidence: [first] }: Request): boolean => NOBODY.has(first?.facts.upstreamError);

const withErrors = (line: Request, errors: readonly Request[]): Request => {
  const last = errors.findLast((error) => !isByNobody(error)) ?? errors.at(-1);
  if (!last) return line;
  return {
    ...line,
    proxy: last.proxy &&
      line.proxy && { ...last.proxy, at: line.durationUs === undefined ? last.proxy.at : line.proxy.at },
    evidence: [...line.evidence, ...errors.flatMap(({ evidence }) => evidence)],
  };
};
