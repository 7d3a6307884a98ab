import { SIGKILL, SIGTERM } from '../../lib/signals.ts';
import type { Micros } from '../../model/time.ts';
import type { Death, WorkerEnd } from '../../model/worker.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import { micros } from '../../model/time.ts';
import { APP_LOAD_ERROR, isBootError, isFailedBoot, WORKER_BOOT_ERROR } from '../lives/boot-errors.ts';
import { type Draft, endOf, type Retiring, type Told } from '../lives/draft.ts';
import { servedOver } from '../lives/signs-of-life.ts';
import { isForMemory as isUnitForMemory } from './kernel-words.ts';
import type { Vanished } from './vanished.ts';

/** SIGINT, SIGTERM */
const ASKS: ReadonlySet<number> = new Set([2, SIGTERM]);
/** The master's loop sends SIGKILL one second after SIGABRT (gunicorn arbiter.py murder_workers, 19.0 on). */
const SECOND_SHOT_US = 1_000_000;

/** What became of a worker, as its supervisor's lines tell it. `kernel` is the kernel's word about it, if any; `areCodesTold`: of the server. */
export function tellEnd(draft: Draft, kernel: Placed<LifecycleEvent> | undefined, areCodesTold: boolean): WorkerEnd {
  if (draft.timeout) return { how: 'died', death: timedOut(draft, draft.timeout, kernel) };
  const { reaped, crashed } = draft;
  if (crashed && (!reaped || isAsked(reaped))) return { how: 'died', death: crashedAs(draft, crashed) };
  return untimely(draft, kernel, areCodesTold);
}

function untimely(draft: Draft, kernel: Placed<LifecycleEvent> | undefined, areCodesTold: boolean): WorkerEnd {
  const { reaped, retiring, lost } = draft;
  const [end, leaving] = [endOf(draft), leavingWord(draft)];
  if (!end) return { how: 'running' };
  if (retiring && !isUntimely(reaped, retiring))
    return { how: 'graceful', at: end.at, since: retiring.at, why: retiring.why };
  if (leaving) return leave(draft, leaving, areCodesTold);
  if (reaped) return { how: 'died', death: reapedAs(reaped, kernel) };
  // Its container or service ended as a whole, for its memory or by a shot.
  if (kernel?.event.step.what === 'unit-ended') return silentEnd(kernel.at, kernel);
  return { how: 'lost', at: lost?.at ?? end.at };
}

/** A worker that comes up takes a moment; one that crashes later does so in its main loop. */
const BOOT_WITHIN_US = 120_000_000;
/** What gunicorn's spawn_worker exits with where the worker's main loop fails (arbiter.py). */
const MAIN_LOOP_ERROR = 255;

/** Up to 20.1 the master tells no exit code: the worker's own word, or the master's on the server as a whole, stands for it. */
function crashedAs({ boot, exiting, replacement }: Draft, crashed: Told): Death {
  const goneAt = exiting?.at ?? crashed.at;
  const isBooting = boot === undefined || crashed.at - boot.at <= BOOT_WITHIN_US;
  const { step } = crashed.event;
  const isLoading = step.what === 'worker-failed-to-boot' && step.reason.startsWith('App failed');
  // A master stops at the first two: one that goes on had started the worker's main loop already.
  const bootError = isLoading ? APP_LOAD_ERROR : WORKER_BOOT_ERROR;
  const exitCode = isBooting && !replacement ? bootError : MAIN_LOOP_ERROR;
  const cause = isBooting ? 'boot-failure' : 'exit';
  return { cause, signal: undefined, exitCode, timeoutAt: undefined, goneAt, silent: false, kernel: undefined };
}

/**
 * A worker that retires is ended by signals too; a segfault is none of these. Under gunicorn neither is SIGKILL unless the server stops: a
 * master that reloads, scales down or lets a worker recycle never sends it (arbiter.py reload, manage_workers, 19 to 26). Nor does such a
 * worker exit with an error (workers/base.py handle_exit, handle_quit): another request ended the process while it finished what it had.
 * Only one that is asked to leave before it has come up does (uvicorn's worker: `sys.exit(Arbiter.WORKER_BOOT_ERROR)`).
 */
function isUntimely(reaped: Told | undefined, { isHalt }: Retiring): boolean {
  if (!reaped) return false;
  const { step, by } = reaped.event;
  if (step.what === 'worker-killed' && CRASHES.has(step.signal)) return true;
  if (by !== 'gunicorn' || isHalt) return false;
  return step.what === 'worker-exited'
    ? !isBootError(step.code)
    : step.what === 'worker-killed' && step.signal === SIGKILL;
}

/**
 * What a worker said when it left by itself. SIGTERM asks for that: masters ask again each second, of whom has said so already, too.
 * A worker of uvicorn that has finished raises the signal again that it was asked by (uvicorn 0.29 on, server.py capture_signals).
 */
const leavingWord = ({ exiting, reaped }: Draft): Told | undefined =>
  !reaped || isAsked(reaped) ? exiting : undefined;

const isAsked = ({ event: { step } }: Told): boolean => step.what === 'worker-killed' && ASKS.has(step.signal);

/** SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV, SIGSYS */
const CRASHES: ReadonlySet<number> = new Set([4, 5, 7, 8, 11, 31]);

function leave(draft: Draft, exiting: Told, areCodesTold: boolean): WorkerEnd {
  if (exiting.event.step.what === 'master-stopped' || draft.told.length === 0)
    return { how: 'graceful', at: exiting.at, since: exiting.at, why: 'the master stopped' };
  // gevent's worker says so only of requests that outlast its leave (gunicorn workers/ggevent.py, run).
  const grace = draft.told.find(({ event }) => event.step.what === 'worker-graceful-timeout');
  if (grace) return { how: 'graceful', at: exiting.at, since: grace.at, why: 'it was told to leave' };
  if (draft.replacement && !areCodesTold && isStillborn(draft, exiting.at)) return stillborn(exiting.at);
  return { how: 'left', at: exiting.at, inOrder: areCodesTold && draft.replacement !== undefined };
}

/** A worker that starves for memory is missed first; the kernel names the process that it then kills. */
function isNamedBy(kernel: Placed<LifecycleEvent> | undefined, { pid }: Draft): boolean {
  const step = kernel?.event.step;
  return step?.what === 'kernel-oom-kill' && step.process === pid;
}

function timedOut(draft: Draft, timeout: Told, kernel: Placed<LifecycleEvent> | undefined): Death {
  const ends = [draft.exiting, draft.reaped].flatMap((told) => (told && told.index > timeout.index ? [told.at] : []));
  const fallback = draft.replacement?.at ?? micros(timeout.at + SECOND_SHOT_US);
  const step = draft.reaped?.event.step;
  return {
    cause: isNamedBy(kernel, draft) ? 'oom' : 'timeout',
    signal: step?.what === 'worker-killed' ? step.signal : draft.timeoutSignal,
    exitCode: step?.what === 'worker-exited' ? step.code : undefined,
    timeoutAt: timeout.at,
    goneAt: ends.length > 0 ? micros(Math.min(...ends)) : fallback,
    silent: false,
    kernel,
  };
}

/** The kernel took it for its memory, as the kernel or systemd says. */
function isForMemory(word: Placed<LifecycleEvent> | undefined): boolean {
  const step = word?.event.step;
  return step?.what === 'kernel-oom-kill' || (step?.what === 'unit-ended' && isUnitForMemory(step.why));
}

function reapedAs({ at, event }: Told, kernel: Placed<LifecycleEvent> | undefined): Death {
  const { step } = event;
  const death = { timeoutAt: undefined, goneAt: at, silent: false, kernel };
  if (step.what === 'worker-exited')
    return {
      ...death,
      cause: isFailedBoot(event) ? 'boot-failure' : 'exit',
      signal: undefined,
      exitCode: step.code,
    };
  if (step.what === 'worker-died') return { ...death, ...kernelEnd(kernel), exitCode: undefined };
  const signal = step.what === 'worker-killed' ? step.signal : SIGTERM;
  return {
    ...death,
    cause: isForMemory(kernel) ? 'oom' : 'signal',
    signal,
    exitCode: undefined,
  };
}

type UntoldEnd = Pick<Death, 'cause' | 'signal'>;

/** How workers end on a machine of whose end there is no line. */
export type UntoldOn = (host: string | undefined) => UntoldEnd;

const UNTOLD: UntoldEnd = { cause: 'unknown', signal: undefined };

/**
 * How a worker ended of whose end there is no line: gunicorn 20.1 tells every death by a signal and none by an exit code (arbiter.py
 * reap_workers, 20.1.0), so it left by itself. Before, it tells neither; but a worker that leaves by itself says so (`Worker exiting`,
 * spawn_worker), unless it calls `os._exit`, which hardly anybody does: a signal ended it, which one is open. Others leave all open.
 */
const untoldEnd = (starts: readonly LifecycleEvent[]): UntoldEnd => {
  if (areAll(starts, /^20\.1\./)) return { cause: 'exit', signal: undefined };
  return areAll(starts, /^(?:1\d|20\.0)\./) ? { cause: 'signal', signal: undefined } : UNTOLD;
};

/** True if all that start are gunicorns of such a version. */
const areAll = (starts: readonly LifecycleEvent[], version: RegExp): boolean => {
  const servers = starts.flatMap(({ step }) => (step.what === 'master-started' ? [step] : []));
  return servers.length > 0 && servers.every((one) => one.server === 'gunicorn' && version.test(one.version ?? ''));
};

type HostOf = (event: LifecycleEvent) => string | undefined;

/** What follows from the server of each machine, where its start is told; else from all that are. */
function byServer<Answer>(
  starts: readonly LifecycleEvent[],
  hostOf: HostOf,
  answer: (starts: readonly LifecycleEvent[]) => Answer,
): (host: string | undefined) => Answer {
  const answers = new Map(
    [...new Set(starts.map(hostOf))].map((host) => [host, answer(starts.filter((one) => hostOf(one) === host))]),
  );
  const ofAll = answer(starts);
  return (host) => answers.get(host) ?? ofAll;
}

/** `starts`: of masters. */
export const untoldEnds = (starts: readonly LifecycleEvent[], hostOf: HostOf): UntoldOn =>
  byServer(starts, hostOf, untoldEnd);

/** Whether the server of a machine tells each exit with an error (gunicorn 21.0 on, arbiter.py reap_workers): whoever is told of none left in order. */
export const codesTold = (starts: readonly LifecycleEvent[], hostOf: HostOf): ((host: string | undefined) => boolean) =>
  byServer(starts, hostOf, (starts) => areAll(starts, /^(?:2[1-9]|[3-9]\d)\./));

/** How it ended where only the kernel can tell. */
function kernelEnd(kernel: Placed<LifecycleEvent> | undefined): Pick<Death, 'cause' | 'signal'> {
  const step = kernel?.event.step;
  if (isForMemory(kernel)) return { cause: 'oom', signal: SIGKILL };
  if (step?.what === 'unit-ended') return { cause: 'signal', signal: SIGKILL };
  if (step?.what === 'kernel-fault') return { cause: 'signal', signal: step.signal };
  return UNTOLD;
}

/** A death that no supervisor's line tells: the replacement's boot at `at` is the latest moment at which it can have been. */
const silentEnd = (
  at: Micros,
  kernel: Placed<LifecycleEvent> | undefined,
  unkilled: Pick<Death, 'cause' | 'signal'> = UNTOLD,
): WorkerEnd => ({
  how: 'died',
  death: {
    ...(kernel ? kernelEnd(kernel) : unkilled),
    exitCode: undefined,
    timeoutAt: undefined,
    goneAt: at,
    silent: true,
    kernel,
  },
});

/** A worker is replaced within a second of its end; one that lived no longer besides had not come up, unless it served somebody. */
const STILLBORN_US = 2_500_000;

/** What is said of a death that no line of the supervisor tells. */
interface Words {
  readonly kernel: Placed<LifecycleEvent> | undefined;
  /** How a worker ends here of whose end there is no line. */
  readonly untold: Pick<Death, 'cause' | 'signal'>;
}

/** Who has lost its master and says nothing more left at once (puma, lib/puma/cluster/worker.rb). */
const isOrphaned = ({ why }: Retiring): boolean => why === 'parent changed';

/** What became of a worker that fell silent by `at`, when another booted in its place. */
export function fellSilentAs(draft: Draft, at: Micros, { kernel, untold }: Words): WorkerEnd {
  const { boot, lastSeenAt, retiring } = draft;
  if (retiring && retiring.at <= at && !kernel)
    return { how: 'graceful', at: isOrphaned(retiring) ? retiring.at : at, since: retiring.at, why: retiring.why };
  const saidNothing = boot !== undefined && (lastSeenAt ?? boot.at) <= boot.at;
  return !kernel && saidNothing && isStillborn(draft, at) ? stillborn(at) : silentEnd(at, kernel, untold);
}

/** What became of a worker of which nobody tells that it ended, unless the kernel does. */
export const vanishedAs = ({ goneAt }: Vanished, kernel: Placed<LifecycleEvent> | undefined): WorkerEnd =>
  kernel ? silentEnd(kernel.at, kernel) : { how: 'vanished', at: goneAt };

function isStillborn({ boot, heard }: Draft, goneAt: Micros): boolean {
  const { begun, ended } = servedOver(heard);
  return boot !== undefined && goneAt - boot.at <= STILLBORN_US && begun + ended === 0;
}

const stillborn = (goneAt: Micros): WorkerEnd => ({
  how: 'died',
  death: {
    ...{ cause: 'boot-failure', signal: undefined, exitCode: undefined, timeoutAt: undefined },
    ...{ goneAt, silent: true, kernel: undefined },
  },
});
