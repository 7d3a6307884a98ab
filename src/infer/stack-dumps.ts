import { once } from '../lib/once.ts';
import { within } from '../lib/within.ts';
import type { Correlation } from '../model/correlation.ts';
import type { ExceptionEvent } from '../model/event.ts';
import type { Placed } from '../model/facts.ts';
import type { LifecycleStep } from '../model/lifecycle.ts';
import type { Origin } from '../model/line.ts';
import { type Micros, micros, MICROS_PER_SECOND } from '../model/time.ts';
import { type Death, deathMoment, type Worker } from '../model/worker.ts';
import type { Frame } from '../model/traceback.ts';
import { isServerLoop } from './whose-frame.ts';

/** Beats and looks come once a second, and stamps are cut off: a block may begin this much before timeout and count. */
const EARLY_US = 2_000_000;
const LATE_US = 1_000_000;

interface Span {
  readonly from: number;
  readonly to: number;
}

interface Held {
  readonly correlation: Correlation;
  readonly timeoutSeconds: number | null;
  /** When the only request began that it can have been held by; `undefined`: not known. */
  readonly since: Micros | undefined;
}

/**
 * Stacks that a watchdog dumped while the worker was held (gevent's monitor thread, faulthandler's timer, PHP-FPM's slowlog), in order
 * of time. One that names no pid is this worker's if no other was held in that span.
 */
export function dumpsOf(
  worker: Worker,
  death: Death,
  { correlation: { exceptions, workers, lifecycle }, timeoutSeconds, since = micros(0) }: Held,
): readonly Placed<ExceptionEvent>[] {
  const held = spanOf(death, timeoutSeconds);
  if (!held) return [];
  // stamps of whole seconds are cut off
  const span = { ...held, from: Math.max(held.from, since - LATE_US) };
  const isAlone = once(() => workers.every((other) => other === worker || !isHeldIn(other, span, timeoutSeconds)));
  const isInTime = ({ at, event }: Placed<ExceptionEvent>): boolean =>
    event.traceback.chain.at(-1)?.exception !== '' || at >= deathMoment(death) - EARLY_US;
  const ownWords = within(lifecycle, span.from, span.to).filter(({ event: { step } }) => isOfItsEnd(step, worker.pid));
  const standsBelow = ({ event }: Placed<ExceptionEvent>): boolean =>
    ownWords.some(({ event: { origin } }) => isSameRecord(origin, event.origin));
  const isIts = (placed: Placed<ExceptionEvent>): boolean => {
    const { pid } = placed.event;
    if (standsBelow(placed)) return true;
    return !isBare(placed.event) && (pid === undefined ? isAlone() : pid === worker.pid);
  };
  return within(exceptions, span.from, span.to)
    .filter(isInTime)
    .filter((placed) => isTelling(framesInDump(placed.event)) && isIts(placed));
}

/** Of a worker that is given up: an application's own handler of the abort may print frames below it, with no word of its own. */
const isOfItsEnd = (step: LifecycleStep, pid: number | undefined): boolean =>
  (step.what === 'worker-timeout' || step.what === 'worker-exiting') && step.worker === pid;

const isSameRecord = (a: Origin, b: Origin): boolean => a.source === b.source && a.byteOffset === b.byteOffset;

/** Frames alone, of which nothing says that somebody printed them to show where he stood. */
const isBare = ({ traceback: { chain } }: ExceptionEvent): boolean => {
  const { exception, frames = [] } = chain.at(-1) ?? {};
  return exception === '' && !printsStack(frames.at(-1));
};

/** The frames of a dump, outermost first; empty where this is none. */
export function framesInDump({ traceback: { chain } }: ExceptionEvent): readonly Frame[] {
  const { exception, message, frames = [] } = chain.at(-1) ?? {};
  // What faulthandler prints at the master's abort where a worker has enabled it (measured with gunicorn 20.1.0, sync and gevent).
  if (exception === 'StackDump' || (exception === 'FatalPythonError' && message === 'Aborted')) return frames;
  if (exception !== '') return [];
  return printsStack(frames.at(-1)) ? frames.slice(0, -1) : frames;
}

/** An application's own handler of the abort's signal prints where the code stood, itself as the innermost frame. */
const printsStack = (frame: Frame | undefined): boolean =>
  /\b(?:print_stack|format_stack|extract_stack)\(/.test(frame?.code ?? '');

/** A timer's dump shows what runs, and mostly that is nothing. */
const isTelling = (frames: readonly Frame[]): boolean => frames.length > 0 && !isServerLoop(frames);

function spanOf({ timeoutAt, goneAt }: Death, timeoutSeconds: number | null): Span | undefined {
  if (timeoutAt === undefined || timeoutSeconds === null) return undefined;
  return { from: timeoutAt - timeoutSeconds * MICROS_PER_SECOND - EARLY_US, to: goneAt + LATE_US };
}

function isHeldIn({ end }: Worker, span: Span, timeoutSeconds: number | null): boolean {
  const theirs = end.how === 'died' ? spanOf(end.death, timeoutSeconds) : undefined;
  return theirs !== undefined && theirs.from <= span.to && theirs.to >= span.from;
}
