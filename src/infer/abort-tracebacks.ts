import { within } from '../lib/within.ts';
import { isAbort, isBareExit, isCutOff, isOwnExit } from '../model/abort.ts';
import type { Correlation } from '../model/correlation.ts';
import type { ExceptionEvent } from '../model/event.ts';
import type { Placed } from '../model/facts.ts';
import { type Death, deathMoment, type Worker } from '../model/worker.ts';

/** The abort comes within the second of the master's line; stamps are cut off at the second on one side. */
const EARLY_US = 2_000_000;
const LATE_US = 4_000_000;
/** Another end that is this much farther from it is not the traceback's; stamps are cut off at the second. */
const APART_US = 2_000_000;
/** A worker is aborted once: its own abort is known by its pid also on a clock that is off. */
const NAMED_US = 60_000_000;

/**
 * The tracebacks that show where the worker stood when it was ended: the abort's for a timeout, its own exit for an exit.
 * One that names no pid is this worker's if no other one ended about as near to it. All copies (one exception may be logged by several
 * handlers); in order of time.
 */
export function tracebacksOf(
  { pid, host }: Pick<Worker, 'pid' | 'host'>,
  death: Death,
  { exceptions, workers }: Correlation,
): readonly Placed<ExceptionEvent>[] {
  const moment = deathMoment(death);
  const isOurs = death.cause === 'timeout' ? isAbort : isOwnExit;
  const around = within(exceptions, moment - NAMED_US, moment + NAMED_US);
  const ours = around.filter(({ event }) => isOurs(event.traceback));
  const isNear = (at: number): boolean => at >= moment - EARLY_US && at <= moment + LATE_US;
  const near = ours.filter(({ at }) => isNear(at));
  const theirs = death.cause === 'timeout' ? ours : near;
  const named = theirs.filter(({ event }) => event.pid === pid && isSameHost(host, event.host));
  if (named.length > 0) return named;
  const cut = around.filter(({ at, event }) => event.pid === pid && isNear(at) && isOfCutAbort(event));
  if (death.cause === 'timeout' && cut.length > 0) return cut;
  const isNearest = (at: number): boolean =>
    workers.every(
      ({ end }) =>
        end.how !== 'died' ||
        end.death === death ||
        Math.abs(deathMoment(end.death) - at) >= Math.abs(moment - at) + APART_US,
    );
  return near.filter(({ at, event }) => event.pid === undefined && isSameHost(host, event.host) && isNearest(at));
}

/** What gunicorn logs of a request when its worker is aborted (22.0 on), of which a paste has left the beginning, or no frames. */
const isOfCutAbort = ({ message, traceback }: ExceptionEvent): boolean =>
  message.startsWith('Error handling request') && (isCutOff(traceback) || isBareExit(traceback));

/** A log that names no host may be any host's. */
const isSameHost = (a: string | undefined, b: string | undefined): boolean =>
  a === undefined || b === undefined || a === b;
