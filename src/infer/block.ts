import { SIGKILL } from '../lib/signals.ts';
import { framesAtAbort, isAbort, isCutOff } from '../model/abort.ts';
import type { Block, Claim, Conclusion } from '../model/conclusion.ts';
import { takesOneAtATime } from '../model/one-at-a-time.ts';
import type { ServerFacts } from '../model/report.ts';
import { isStated, type Micros, micros, MICROS_PER_SECOND } from '../model/time.ts';
import type { Frame } from '../model/traceback.ts';
import type { Worker } from '../model/worker.ts';
import { blockingCall } from './blocking-call.ts';
import { framesInDump } from './stack-dumps.ts';
import { longestUnbeatenUs } from './server.ts';
import { appFrame, appFrameShown, foreignFrame } from './whose-frame.ts';

/** Beats and looks come once a second, and stamps are cut off: the onset lies in [T - timeout - 2 s, T - timeout + 1 s], or later where beats are rare. */
const EARLIEST_US = 2_000_000;
const LATEST_US = 1_000_000;

/**
 * The stretch in which a timed-out worker was held, and by what; `undefined` for other deaths. `longestSeconds`: no timeout of its server
 * is longer, as others show. `awayUs`: for so long its master had missed nobody, so that it may have stood for longer.
 */
export function blockOf(
  {
    worker,
    death,
    lastSignOfLifeAt,
    tracebacks,
    dumps,
    claims,
  }: Pick<Conclusion, 'worker' | 'death' | 'lastSignOfLifeAt' | 'tracebacks' | 'dumps' | 'claims'>,
  server: ServerFacts,
  { longestSeconds, awayUs }: Bounds,
): Block | undefined {
  const { timeoutAt, goneAt, signal } = death;
  const { timeoutSeconds, workerClass } = server;
  if (timeoutAt === undefined || timeoutSeconds === null) return undefined;
  const stack = stackIn(tracebacks, dumps);
  if (!isStated(timeoutAt)) {
    // without times its length alone is known
    const from = micros(timeoutAt - timeoutSeconds * MICROS_PER_SECOND);
    return { from, to: timeoutAt, ...(stack ? heldAt(stack, workerClass) : NOWHERE) };
  }
  const dueAt = micros(timeoutAt - awayUs);
  const notBefore = heldFrom({ worker, timeoutAt: dueAt, claims, longestSeconds }, server);
  return {
    from: micros(Math.max(onset(dueAt, { timeoutSeconds, workerClass, lastSignOfLifeAt }), notBefore)),
    to: signal === SIGKILL && !wasInterrupted(worker, tracebacks, timeoutAt) ? goneAt : timeoutAt,
    ...(stack ? heldAt(stack, workerClass) : NOWHERE),
  };
}

/**
 * A timeout that is only assumed may be longer than the worker, or another one that was missed, lived (stamps are cut off at the second), or
 * than those were open that it was held with; and one that takes a request at a time is held by none that has not begun.
 */
function heldFrom({ worker, timeoutAt, claims, longestSeconds }: Held, server: ServerFacts): number {
  const isAssumed = server.timeoutFrom === 'assumed';
  const isBounded = isAssumed || takesOneAtATime(server);
  return Math.max(
    worker.bootedAt ?? 0,
    isBounded ? beganBefore(timeoutAt, claims) : 0,
    isAssumed ? timeoutAt - longestSeconds * MICROS_PER_SECOND - LATEST_US : 0,
  );
}

interface Bounds {
  readonly longestSeconds: number;
  readonly awayUs: number;
}

interface Held extends Pick<Conclusion, 'worker' | 'claims'> {
  readonly timeoutAt: Micros;
  readonly longestSeconds: number;
}

/** Where the code stood: at its abort, else when it was dumped last, as the first dump may be of something that ended in time. */
function stackIn(tracebacks: Conclusion['tracebacks'], dumps: Conclusion['dumps']): Stack | undefined {
  const aborted = tracebacks.map(({ event: { traceback } }) => ({
    frames: framesAtAbort(traceback),
    isCut: isCutOff(traceback) && !isAbort(traceback),
  }));
  const dumped = dumps.map(({ event }) => ({ frames: framesInDump(event), isCut: false }));
  const isTold = ({ frames }: Stack): boolean => frames.length > 0;
  return aborted.find(isTold) ?? dumped.findLast(isTold);
}

/** The abort ended what held it, which its traceback shows, or that it spoke after that: then it was shot because it did not leave. */
const wasInterrupted = ({ told }: Worker, { length }: Conclusion['tracebacks'], timeoutAt: Micros): boolean =>
  length > 0 || told.some(({ at, event: { step } }) => at >= timeoutAt && step.what === 'worker-graceful-timeout');

/**
 * When the request that is shown to have held the worker began, else the first of those that were open to the end: a worker that is
 * held takes no new ones. 0 where no start is known.
 */
function beganBefore(timeoutAt: Micros, claims: readonly Claim[]): number {
  const culprit = claims.find(({ role, basis }) => role === 'culprit' && basis === 'measured');
  const shown = culprit?.request ? [culprit] : claims.filter(({ role }) => role === 'culprit' || role === 'casualty');
  const starts = shown.map(({ request }) => request?.startedAt ?? 0).filter((began) => began > 0 && began <= timeoutAt);
  return starts.length > 0 ? Math.min(...starts) : 0;
}

/** Where the code stood and what it called; nothing where it waited and let others run. */
function heldAt({ frames, isCut }: Stack, workerClass: string | null): HeldAt {
  const held = blockingCall(frames, workerClass);
  if (held?.cooperative) return NOWHERE;
  const frame = isCut ? appFrameShown(frames) : (appFrame(frames) ?? foreignFrame(frames));
  return { frame, call: held?.call, kind: held?.kind };
}

type HeldAt = Pick<Block, 'frame' | 'call' | 'kind'>;

const NOWHERE: HeldAt = { frame: undefined, call: undefined, kind: undefined };

interface Stack {
  readonly frames: readonly Frame[];
  /** The innermost frames are lost. */
  readonly isCut: boolean;
}

interface Silent extends Pick<ServerFacts, 'workerClass'> {
  readonly timeoutSeconds: number;
  readonly lastSignOfLifeAt: Micros | undefined;
}

/** The last sign of life is the onset if it lies where the arithmetic puts it; else the arithmetic alone holds. */
function onset(timeoutAt: Micros, { timeoutSeconds, workerClass, lastSignOfLifeAt: lastAt }: Silent): Micros {
  const timeoutUs = timeoutSeconds * MICROS_PER_SECOND;
  const expected = timeoutAt - timeoutUs;
  const latest = expected + longestUnbeatenUs(workerClass, timeoutUs) + LATEST_US;
  const fits = lastAt !== undefined && lastAt >= expected - EARLIEST_US && lastAt <= latest;
  return fits ? lastAt : micros(expected);
}
