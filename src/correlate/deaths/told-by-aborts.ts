import { isAbort } from '../../model/abort.ts';
import type { ExceptionEvent, LifecycleEvent } from '../../model/event.ts';
import type { LifecycleStep } from '../../model/lifecycle.ts';
import { isWatched, type Leaving, leavingAfter, wordsBySource, type WordsBySource } from './whose-abort.ts';

const SIGABRT = 6;
/** Copies of one abort lie within moments of each other; a pid comes again later than that. */
const SAME_US = 60_000_000;

/**
 * The timeouts that nothing but an abort's traceback tells of, where the server's own log is not at hand: gunicorn's handler runs
 * on the SIGABRT that its master sends when the worker has been silent for too long (workers/base.py handle_abort).
 */
export function toldByAborts(
  exceptions: readonly ExceptionEvent[],
  lifecycle: readonly LifecycleEvent[],
): readonly LifecycleEvent[] {
  const told = new Set(lifecycle.flatMap(({ step }) => (step.what === 'worker-timeout' ? [step.worker] : [])));
  const masters = new Set(lifecycle.flatMap(({ step, pid }) => (speaksOfAnother(step, pid) ? [pid] : [])));
  const words = wordsBySource(lifecycle);
  const isToldOf = (event: ExceptionEvent, pid: number | undefined): boolean =>
    pid === undefined
      ? !event.stamp
      : told.has(pid) || masters.has(pid) || isWatched(event, pid, words) || (told.size > 0 && isParted(event));
  const last = new Map<number | undefined, number>();
  return exceptions.flatMap((event) => {
    if (!isAbort(event.traceback)) return [];
    const { worker: pid, stamp } = abortedIn(event, words);
    if (isToldOf(event, pid)) return [];
    const at = event.stamp?.wall ?? 0;
    const isCopy = Math.abs(at - (last.get(pid) ?? Number.NEGATIVE_INFINITY)) < SAME_US;
    last.set(pid, at);
    return isCopy ? [] : [timeoutOf({ ...event, stamp }, pid)];
  });
}

const TRACEBACK = /Traceback \(most recent call last\)/;

/** Lines that no head begins stand between the record's head and its traceback, which may be another's: a server that tells of timeouts names him. */
const isParted = ({ text }: ExceptionEvent): boolean => {
  const [, ...between] = text.slice(0, TRACEBACK.exec(text)?.index ?? 0).split('\n');
  return between.some((line) => /^\S/.test(line));
};

/** Whom the abort ended, and when at the latest. */
function abortedIn(event: ExceptionEvent, words: WordsBySource): Leaving {
  const said = pidOf(event);
  const leaving = leavingAfter(event, words);
  const isSame = said === undefined || said === leaving?.worker;
  return leaving && isSame ? leaving : { worker: said, stamp: event.stamp };
}

/** A hook of the application's may raise an exception of its own that tells it: `worker timeout (pid: 310)`. */
const pidOf = ({ pid, traceback }: ExceptionEvent): number | undefined => {
  const said = /\(pid: ?(?<pid>\d+)\)/.exec(traceback.chain.at(-1)?.message ?? '')?.groups?.['pid'];
  return said === undefined ? pid : Number(said);
};

/** Masters tell of their workers; nobody sends them an abort. */
const speaksOfAnother = (step: LifecycleEvent['step'], pid: number | undefined): boolean =>
  'worker' in step && pid !== undefined && step.worker !== pid;

function timeoutOf({ origin, stamp, host, text }: ExceptionEvent, pid: number | undefined): LifecycleEvent {
  const step: LifecycleStep =
    pid === undefined
      ? { what: 'unnamed-end', how: 'aborted', name: undefined, signal: SIGABRT, code: undefined }
      : { what: 'worker-timeout', worker: pid };
  return { kind: 'lifecycle', by: 'gunicorn', origin, stamp, pid, text, step, ...(host === undefined ? {} : { host }) };
}
