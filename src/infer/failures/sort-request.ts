import { hasClientLeft } from '../../lib/client-left.ts';
import type { SortedFailure } from '../../model/conclusion.ts';
import type { Cause } from '../../model/report.ts';
import { gaveUp, type ProxyView, type Request } from '../../model/request.ts';
import type { Micros } from '../../model/time.ts';
import { deathMoment, type Worker } from '../../model/worker.ts';

export type Verdict = Pick<SortedFailure, 'kind' | 'why'>;

/** Ends of workers and a proxy's lines are logged with whole seconds. */
const NEAR_US = 2_000_000;
/** A connection that breaks so soon was broken when the request came. */
const AT_ONCE_US = 50_000;

const LEFT: Verdict = { kind: 'clientLeft', why: 'its client left before it was answered' };

/** What became of a failed request that died with no killed worker; `undefined`: it did not fail. */
export function sortRequest(request: Request, workers: readonly Worker[]): Verdict | undefined {
  return request.endedAt === undefined
    ? (cutOff(request, workers) ?? givenUp(request, workers))
    : sortEnded(request, workers);
}

/** A worker that is still at it does not change that whoever waited in front went without an answer. */
const givenUp = (request: Request, workers: readonly Worker[]): Verdict | undefined =>
  request.proxy && gaveUp(request.proxy.outcome) ? sortProxied(request, request.proxy, workers) : undefined;

/** A request that a worker left open when it ended in good order. */
function cutOff({ worker, startedAt, proxy }: Request, workers: readonly Worker[]): Verdict | undefined {
  const end = worker === undefined ? undefined : workers[worker]?.end;
  if (end?.how !== 'graceful' || startedAt === undefined || startedAt > end.at || proxy?.outcome === 'answered')
    return undefined;
  return { kind: 'recycled', why: `it was open when its worker left, and no end was logged: ${end.why}` };
}

/** What one server lost and another one answered has not failed. */
function sortEnded(request: Request, workers: readonly Worker[]): Verdict | undefined {
  const { status, proxy } = request;
  if (hasClientLeft(status)) return LEFT;
  if (proxy?.outcome === 'lost' && status !== undefined && status < 500) return undefined;
  if (proxy && proxy.outcome !== 'answered') return sortProxied(request, proxy, workers);
  if (status === undefined || status < 500) return undefined;
  return { kind: 'appError', why: `the server itself answered ${String(status)} and its worker lived on` };
}

function sortProxied(request: Request, { outcome, at }: ProxyView, workers: readonly Worker[]): Verdict {
  if (outcome === 'client-left') return LEFT;
  if (outcome === 'timeout')
    return { kind: 'proxyGaveUp', why: 'the proxy in front did not wait for its answer any longer' };
  return outcome === 'refused' ? refused(request, at, workers) : lost(request, at, workers);
}

function refused({ evidence }: Request, at: Micros, workers: readonly Worker[]): Verdict {
  if (evidence.some(({ facts }) => facts.upstreamError === 'none-left'))
    return { kind: 'refused', why: 'the proxy in front had no server left to ask' };
  return leavingNear(at, workers)
    ? { kind: 'refused', why: 'nothing listened while the workers were being replaced' }
    : { kind: 'refused', why: 'nothing listened for the proxy in front' };
}

function lost({ durationUs }: Request, at: Micros, workers: readonly Worker[]): Verdict {
  const leaving = leavingNear(at, workers);
  if (leaving) return { kind: 'recycled', why: `its connection broke when worker ${String(leaving.pid)} left` };
  if (durationUs !== undefined && durationUs <= AT_ONCE_US && !dyingNear(at, workers))
    return {
      kind: 'keepAliveRace',
      why: 'its connection broke at once and no worker ended then: the server had closed an idle connection that the proxy used again',
    };
  if (dyingNear(at, workers, 'boot-failure'))
    return { kind: 'refused', why: 'the server that took its connection could not boot its workers' };
  return { kind: 'unexplained', why: 'its connection broke, and no end of a worker lies near' };
}

/** A worker that ended in good order at that moment, or whose server was gone by then. */
const leavingNear = (at: Micros, workers: readonly Worker[]): Worker | undefined =>
  workers.find(({ end }) => LEAVES.has(end.how) && 'at' in end && Math.abs(end.at - at) <= NEAR_US);

const LEAVES: ReadonlySet<Worker['end']['how']> = new Set(['graceful', 'left', 'lost']);

const dyingNear = (at: Micros, workers: readonly Worker[], cause?: Cause): boolean =>
  workers.some(
    ({ end }) =>
      end.how === 'died' &&
      (cause === undefined || end.death.cause === cause) &&
      at >= deathMoment(end.death) - NEAR_US &&
      at <= end.death.goneAt + NEAR_US,
  );
