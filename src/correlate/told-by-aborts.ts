import { isAbort } from '../model/abort.ts';
import type { ExceptionEvent, LifecycleEvent } from '../model/event.ts';
import type { LifecycleStep } from '../model/lifecycle.ts';

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
  const last = new Map<number | undefined, number>();
  return exceptions.flatMap((event) => {
    const { stamp, traceback } = event;
    if (!stamp || !isAbort(traceback)) return [];
    const pid = pidOf(event) ?? leavingBelow(event, lifecycle);
    if (pid !== undefined && (told.has(pid) || masters.has(pid))) return [];
    const isCopy = Math.abs(stamp.wall - (last.get(pid) ?? Number.NEGATIVE_INFINITY)) < SAME_US;
    last.set(pid, stamp.wall);
    return isCopy ? [] : [timeoutOf(event, pid)];
  });
}

/** A hook of the application's may raise an exception of its own that tells it: `worker timeout (pid: 310)`. */
const pidOf = ({ pid, traceback }: ExceptionEvent): number | undefined => {
  const said = /\(pid: ?(?<pid>\d+)\)/.exec(traceback.chain.at(-1)?.message ?? '')?.groups?.['pid'];
  return said === undefined ? pid : Number(said);
};

/** gunicorn's worker says that it leaves right below the traceback that it prints (arbiter.py spawn_worker). */
const LEAVES_WITHIN_US = 2_000_000;

/** The worker that leaves below a traceback which names none, where the next word of the server's is that. */
function leavingBelow(event: ExceptionEvent, lifecycle: readonly LifecycleEvent[]): number | undefined {
  const { source, line } = event.origin;
  const below = lifecycle.filter(
    ({ origin, by }) => by === 'gunicorn' && origin.source === source && origin.line > line,
  );
  const next = below.reduce<LifecycleEvent | undefined>(
    (first, one) => (first === undefined || one.origin.line < first.origin.line ? one : first),
    undefined,
  );
  if (next?.step.what !== 'worker-exiting') return undefined;
  const apart = (next.stamp?.wall ?? 0) - (event.stamp?.wall ?? 0);
  return apart >= 0 && apart <= LEAVES_WITHIN_US ? next.step.worker : undefined;
}

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
