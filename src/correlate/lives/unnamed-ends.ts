import { SIGKILL, signalNumber } from '../../lib/signals.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import type { LifecycleStep } from '../../model/lifecycle.ts';
import { isStated } from '../../model/time.ts';
import type { Death } from '../../model/worker.ts';
import { APP_LOAD_ERROR, isBootError, WORKER_BOOT_ERROR } from './boot-errors.ts';

/** What a line that names no pid tells of a death. */
export interface UnnamedEnd extends Pick<Death, 'cause' | 'signal' | 'exitCode'> {
  readonly at: Placed<LifecycleEvent>['at'];
  /** `worker 3`, `container web`; `undefined` where it calls it nothing. */
  readonly name: string | undefined;
  readonly host: string | undefined;
  /** A container or service as a whole. */
  readonly isUnit: boolean;
  readonly word: Placed<LifecycleEvent>;
}

/** Shells, Docker and Kubernetes tell an end by a signal as this and its number. */
const BY_SIGNAL = 128;
const CODE = /^exit (?:code|status) (?<code>\d+)$/;
const BY_REQUEST: ReadonlySet<number> = new Set([1, 2, 15]);

/** The deaths that a line without a pid tells of. */
export function unnamedEnd(word: Placed<LifecycleEvent>): UnnamedEnd | undefined {
  const { host, step, by } = word.event;
  const from = { at: word.at, host, word };
  switch (step.what) {
    case 'unit-ended': {
      const end = endOfUnit(step.why) ?? ownExit(step, by);
      return end && { exitCode: undefined, ...from, ...end, name: unitName(step.unit, by), isUnit: true };
    }
    // The main process of a pool ends the child whose task takes too long, and need not say which.
    case 'request-timeout':
      return { ...from, cause: 'timeout', signal: SIGKILL, exitCode: undefined, name: undefined, isUnit: false };
    case 'worker-failed-to-boot':
      return isOfTheWhole(step.reason)
        ? { ...from, ...failedBoot(step.reason), name: undefined, isUnit: false }
        : undefined;
    case 'unnamed-end':
      return isQuoted(word, step) ? undefined : { ...from, ...causeOf(step), name: step.name, isUnit: false };
    default:
      return undefined;
  }
}

/** gunicorn, errors.py and arbiter.py (reap_workers): the master stops, for one of its workers did not come up; it need not say which. */
export const isOfTheWhole = (reason: string): boolean => /^(?:Worker failed to boot|App failed to load)/.test(reason);

const failedBoot = (reason: string): Pick<Death, 'cause' | 'signal' | 'exitCode'> => ({
  cause: 'boot-failure',
  signal: undefined,
  exitCode: reason.startsWith('App') ? APP_LOAD_ERROR : WORKER_BOOT_ERROR,
});

type Step = Extract<LifecycleStep, { what: 'unnamed-end' }>;

/** People write of gunicorn's words more often than they paste a line that has neither time nor pid. */
const isQuoted = ({ at, event: { pid, by } }: Placed<LifecycleEvent>, { how }: Step): boolean =>
  by === 'gunicorn' && how !== 'aborted' && pid === undefined && !isStated(at);

const causeOf = ({ how, signal, code }: Step): Pick<Death, 'cause' | 'signal' | 'exitCode'> => ({
  cause: how !== 'ended' ? 'timeout' : code === undefined ? 'signal' : 'exit',
  signal,
  exitCode: code,
});

const BY_WORD: ReadonlyMap<string, Death['cause']> = new Map([
  ['liveness', 'timeout'],
  ['startup', 'timeout'],
  ['watchdog', 'timeout'],
  ['core-dump', 'signal'],
  ['crashed while starting', 'boot-failure'],
]);

/** An end by a kill or a crash; those by a code of its own, and those that were asked for, are no worker's death. */
function endOfUnit(why: string): Pick<Death, 'cause' | 'signal'> | undefined {
  if (/oom|memory/i.test(why)) return { cause: 'oom', signal: SIGKILL };
  const cause = BY_WORD.get(why);
  if (cause) return { cause, signal: undefined };
  const code = CODE.exec(why)?.groups?.['code'];
  const signal = code === undefined ? signalNumber(why) : Number(code) - BY_SIGNAL;
  return signal === undefined || signal <= 0 || BY_REQUEST.has(signal) ? undefined : { cause: 'signal', signal };
}

type UnitEnd = Extract<LifecycleStep, { what: 'unit-ended' }>;

/** Those that keep the process that serves. */
const KEEPS_PROCESSES: ReadonlySet<string | undefined> = new Set(['pm2', 'supervisord']);

/**
 * A process that pm2 keeps is what serves, as is one of supervisord's: it failed if it left with an error of its own. A gunicorn
 * hands on the code of the worker that did not come up.
 */
function ownExit(
  { unit, why }: UnitEnd,
  by: string | undefined,
): Pick<Death, 'cause' | 'signal' | 'exitCode'> | undefined {
  const code = Number(CODE.exec(why)?.groups?.['code'] ?? 0);
  if (!KEEPS_PROCESSES.has(by) || code === 0 || BY_REQUEST.has(code - BY_SIGNAL)) return undefined;
  const isBoot = isBootError(code) && unit.toLowerCase().includes('gunicorn');
  return { cause: isBoot ? 'boot-failure' : 'exit', signal: undefined, exitCode: code };
}

const unitName = (unit: string, by: string | undefined): string =>
  by === 'kubernetes' ? `container ${unit}`.trimEnd() : unit === '' ? 'a container' : unit;
