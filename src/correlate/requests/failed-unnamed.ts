import { isEnded } from '../../model/abort.ts';
import { isBeside } from '../../model/beside.ts';
import { groupedBy } from '../../lib/grouped.ts';
import { lasting } from '../../lib/lasting.ts';
import type { ExceptionEvent, LifecycleEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import type { Request } from '../../model/request.ts';
import { unitUs } from '../../model/time.ts';

/** The lowest status that tells of a failure. */
const BAD_REQUEST = 400;
/** The server and its application write of one failure within moments. */
const BESIDE_US = 50_000;

/** What servers and their applications tell. */
interface Told {
  readonly lifecycle: readonly Placed<LifecycleEvent>[];
  readonly exceptions: readonly Placed<ExceptionEvent>[];
}

/**
 * Requests of which an application tells no end when they fail, ended where their server says that one failed in its process, and not
 * which (`Exception in ASGI application`, uvicorn and asgi workers): the newest that was open, as what is stuck stays stuck. Where one is told
 * to have ended at that moment, it is that.
 */
export function endFailed(requests: readonly Request[], told: Told): readonly Request[] {
  const failures = unnamedFailures(told);
  if (failures.length === 0) return requests;
  const own = requests.filter(({ evidence }) => evidence.some(({ edge }) => edge === 'start'));
  const byPid = groupedBy(own, ({ pid }) => pid);
  const telling = tellingStatus(own);
  const twinOf = toldByName(told.exceptions);
  const ended = new Map<Request, Request>();
  for (const failure of failures) {
    const { pid } = failure.event;
    // The server names its process where the application's log may not.
    const among = byPid.get(pid) ?? byPid.get(undefined)?.filter((request) => isBeside(request, failure.event)) ?? [];
    const begun = among.filter((request) => !ended.has(request) && hasBegun(request, failure));
    const failed = failedAmong(begun, failure, { twin: twinOf(failure), telling });
    if (failed) ended.set(failed, { ...failed, endedAt: failure.at });
  }
  return requests.map((request) => ended.get(request) ?? request);
}

type Failure = Placed<LifecycleEvent>;

interface Besides {
  /** The application tells of the same failure by the request's id. */
  readonly twin: Placed<ExceptionEvent> | undefined;
  readonly telling: ReadonlySet<number | undefined>;
}

/** The open one that a failure ended, if none is told to have ended with it. */
function failedAmong(begun: readonly Request[], failure: Failure, { twin, telling }: Besides): Request | undefined {
  if (twin) return begun.find((request) => isOpen(request) && request.id === twin.event.requestId);
  return begun.some((request) => endsWith(request, failure, telling)) ? undefined : begun.findLast(isOpen);
}

const namesRequest = ({ event }: Placed<ExceptionEvent>): boolean =>
  event.requestId !== undefined && !isEnded(event.traceback);

/** Finds of a failure the exception that tells of the same with the id of its request: each is one failure's. */
function toldByName(exceptions: Told['exceptions']): (failure: Failure) => Placed<ExceptionEvent> | undefined {
  const taken = new Set<Placed<ExceptionEvent>>();
  const near = lasting(exceptions.filter(namesRequest), ({ at, event }) => ({
    from: at - BESIDE_US - unitUs(event),
    to: at + BESIDE_US + unitUs(event),
  }));
  return (failure) => {
    const { at, event } = failure;
    const twin = near(at, at + unitUs(event)).find((one) => !taken.has(one) && isOfOneProcess(one.event, event));
    if (twin) taken.add(twin);
    return twin;
  };
}

/** As far as both name theirs. */
const isOfOneProcess = (one: ExceptionEvent, other: Failure['event']): boolean =>
  (one.pid ?? other.pid) === (other.pid ?? one.pid) && isBeside(one, other);

/** Failures whose record names nothing that was asked for; what ends a worker raises in its requests is none. */
function unnamedFailures({ lifecycle, exceptions }: Told): readonly Failure[] {
  const placeOf = ({ origin }: LifecycleEvent | ExceptionEvent): string =>
    `${String(origin.source)}:${String(origin.byteOffset)}`;
  const endings = new Set(exceptions.flatMap(({ event }) => (isEnded(event.traceback) ? [placeOf(event)] : [])));
  return lifecycle.filter(
    ({ event }) =>
      event.step.what === 'request-failed' && event.step.target === undefined && !endings.has(placeOf(event)),
  );
}

const isOpen = ({ endedAt }: Request): boolean => endedAt === undefined;

/** What began in the second of a failure, of which no more is told, began before it if it stands before it, in the log of both. */
function hasBegun({ startedAt, evidence: [first] }: Request, { at, event }: Failure): boolean {
  if (startedAt === undefined || startedAt > at + unitUs(event) + unitUs(first)) return false;
  const isInOneLog = first?.origin.source === event.origin.source;
  return startedAt <= at || !isInOneLog || first.origin.byteOffset < event.origin.byteOffset;
}

/** The log that tells a request's end. */
const endIn = ({ evidence }: Request): number | undefined =>
  evidence.findLast(({ edge }) => edge === 'end')?.origin.source;

/** The logs in which ends tell a status: an end there that tells none was no answer. */
const tellingStatus = (requests: readonly Request[]): ReadonlySet<number | undefined> =>
  new Set(requests.flatMap((request) => (request.status === undefined ? [] : (endIn(request) ?? []))));

/**
 * Whose end says that it failed, by its status or as it alone tells none, ended at that moment; whose end says nothing of that must lie very
 * near, as others end all the time.
 */
function endsWith(request: Request, { at, event }: Failure, telling: ReadonlySet<number | undefined>): boolean {
  const { endedAt, status, evidence } = request;
  if (endedAt === undefined || (status !== undefined && status < BAD_REQUEST)) return false;
  const isTold = status !== undefined || telling.has(endIn(request));
  return Math.abs(endedAt - at) <= BESIDE_US + (isTold ? unitUs(event) + unitUs(evidence.at(-1)) : 0);
}
