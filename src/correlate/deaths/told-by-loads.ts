import type { ExceptionEvent, LifecycleEvent } from '../../model/event.ts';
import type { LifecycleStep } from '../../model/lifecycle.ts';
import type { Frame } from '../../model/traceback.ts';

const GUNICORN_WORKER = /gunicorn[\\/]workers[\\/]base\.py$/;

const isLoading = ({ file, function: name }: Frame): boolean => name === 'load_wsgi' && GUNICORN_WORKER.test(file);

/**
 * The failed boots that nothing but a traceback tells of, where no word of the server's is at hand: what is raised while a gunicorn worker
 * loads its application ends it (arbiter.py spawn_worker, workers/base.py load_wsgi; 19.2 to 26).
 */
export function toldByLoads(
  exceptions: readonly ExceptionEvent[],
  lifecycle: readonly LifecycleEvent[],
): readonly LifecycleEvent[] {
  if (lifecycle.some(({ by }) => by === 'gunicorn')) return [];
  return exceptions
    .filter(({ traceback }) => traceback.chain.some(({ frames }) => frames.some(isLoading)))
    .map(failedBoot);
}

function failedBoot({ origin, stamp, host, text, pid }: ExceptionEvent): LifecycleEvent {
  const reason = pid === undefined ? 'Worker failed to boot' : 'Exception in worker process';
  const step: LifecycleStep = { what: 'worker-failed-to-boot', reason };
  return { kind: 'lifecycle', by: 'gunicorn', origin, stamp, pid, text, step, ...(host === undefined ? {} : { host }) };
}
