import { isAbort } from '../model/abort.ts';
import type { ExceptionEvent, LifecycleEvent } from '../model/event.ts';

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
  const last = new Map<number, number>();
  return exceptions.flatMap((event) => {
    const { pid, stamp, traceback } = event;
    if (pid === undefined || !stamp || told.has(pid) || masters.has(pid) || !isAbort(traceback)) return [];
    const isCopy = Math.abs(stamp.wall - (last.get(pid) ?? Number.NEGATIVE_INFINITY)) < SAME_US;
    last.set(pid, stamp.wall);
    return isCopy ? [] : [timeoutOf(event, pid)];
  });
}

/** Masters tell of their workers; nobody sends them an abort. */
const speaksOfAnother = (step: LifecycleEvent['step'], pid: number | undefined): boolean =>
  'worker' in step && pid !== undefined && step.worker !== pid;

function timeoutOf({ origin, stamp, host, text }: ExceptionEvent, pid: number): LifecycleEvent {
  const step = { what: 'worker-timeout', worker: pid } as const;
  return { kind: 'lifecycle', by: 'gunicorn', origin, stamp, pid, text, step, ...(host === undefined ? {} : { host }) };
}
