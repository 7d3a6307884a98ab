import { groupedBy } from '../../lib/grouped.ts';
import { withoutQuery } from '../../lib/without-query.ts';
import { gaveUp, type Request } from '../../model/request.ts';

/** So many answers of one route show whether the server tells of each. */
const ENOUGH = 10;
/** Of a log that tells of each, hardly any line is lost. */
const NEARLY_ALL = 0.98;

/**
 * True of what waited for a server that never began it: for a thread (gunicorn workers/gthread.py takes connections up before one is free)
 * or in the listen queue. The server's own log tells the start of whatever was answered on that route, and none of this, though it goes on for
 * longer; and whoever waited was not lost with the server, but left, or was answered by another one.
 */
export function neverBegun(requests: readonly Request[], areAllTold: boolean): (request: Request) => boolean {
  const lastAt = requests.reduce(
    (last, request) => Math.max(last, hasOwnStart(request) ? (request.startedAt ?? 0) : 0),
    0,
  );
  const answered = requests.filter(({ proxy, status = 0 }) => proxy?.outcome === 'answered' && status < SERVER_ERROR);
  const byRoute = [...groupedBy(answered, routeOf)].filter(([, theirs]) => theirs.length >= ENOUGH);
  const isTold = new Map(byRoute.map(([route, theirs]) => [route, areTold(theirs)]));
  // A route that is hardly asked for is told as all others are.
  const asOthers = areTold(answered);
  const isToldOf = (request: Request): boolean => areAllTold || (isTold.get(routeOf(request)) ?? asOthers);
  return (request) =>
    wasLeftOrAnswered(request) &&
    !isOwn(request) &&
    isNamed(request) &&
    isToldOf(request) &&
    (request.proxy?.at ?? lastAt) < lastAt;
}

/** What is asked for once can be found in the server's log. */
const isNamed = ({ id, target }: Request): boolean => id !== undefined || target?.includes('?') === true;

const SERVER_ERROR = 500;

/** Parts of a path that tell which one is meant: `/orders/975/lines`, `/orders/133/lines`. */
const NAMING = /\/[^/]*\d[^/]*/g;

const routeOf = ({ target = '' }: Request): string => withoutQuery(target).replace(NAMING, '/#');

const areTold = (answered: readonly Request[]): boolean =>
  answered.length >= ENOUGH && answered.filter(hasOwnStart).length >= NEARLY_ALL * answered.length;

const hasOwnStart = ({ evidence }: Request): boolean => evidence.some(({ edge }) => edge === 'start');

const isOwn = ({ evidence }: Request): boolean => evidence.some(({ edge }) => edge !== 'whole');

const wasLeftOrAnswered = ({ proxy, status = SERVER_ERROR }: Request): boolean =>
  gaveUp(proxy?.outcome) || (proxy?.outcome === 'lost' && status < SERVER_ERROR);
