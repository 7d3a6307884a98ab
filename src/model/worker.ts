import type { LifecycleEvent } from './event.ts';
import type { Placed } from './facts.ts';
import type { Cause } from './report.ts';
import type { Micros } from './time.ts';

/** One incarnation of a worker process: a pid comes again, a worker does not. */
export interface Worker {
  readonly host: string | undefined;
  /** `undefined`: a death of which no line names the process. */
  readonly pid: number | undefined;
  /** What the lines call it that tell of its death and name no pid: `worker 3`, `container web`; a program of supervisord's. */
  readonly name: string | undefined;
  readonly bootedAt: Micros | undefined;
  readonly firstSeenAt: Micros | undefined;
  /** Last record that the worker itself wrote. */
  readonly lastSeenAt: Micros | undefined;
  /** Moments at which it is known to have written something, in order: every second near incidents, sparse elsewhere. */
  readonly signsOfLife: readonly Micros[];
  /** Stretches between the times in which one log heard of it: a stall may be among them, most are not. */
  readonly pauses: readonly Pause[];
  readonly served: Served;
  readonly end: WorkerEnd;
  readonly replacedBy: number | undefined;
  /** All that supervisors said of it, in order. */
  readonly told: readonly Placed<LifecycleEvent>[];
}

/** A worker whose pid is known. */
export type NamedWorker = Worker & { readonly pid: number };

/** How many requests all logs tell of as begun and as ended by a worker; where a log's seconds are summed up, of its pid's next life too. */
export interface Served {
  readonly begun: number;
  readonly ended: number;
}

export interface Pause {
  readonly from: Micros;
  readonly to: Micros;
}

export type WorkerEnd =
  | { readonly how: 'running' }
  /** `since`: when it was told to leave, and took nothing new any more. */
  | { readonly how: 'graceful'; readonly at: Micros; readonly since: Micros; readonly why: string }
  /**
   * It said that it leaves, and nothing says why: an exit in good order, or `sys.exit()` in a request. `inOrder`: whoever would tell of an
   * exit with an error told of none.
   */
  | { readonly how: 'left'; readonly at: Micros; readonly inOrder: boolean }
  /** It fell silent for good, and another process spoke from then on, in logs in which no supervisor speaks. */
  | { readonly how: 'vanished'; readonly at: Micros }
  /** No line tells of its end, but it must have ended: its pid came again, or another server took over. */
  | { readonly how: 'lost'; readonly at: Micros }
  | { readonly how: 'died'; readonly death: Death };

/** When a worker was gone that does not run on. */
export const endedAt = (end: Exclude<WorkerEnd, { readonly how: 'running' }>): Micros =>
  end.how === 'died' ? end.death.goneAt : end.at;

/** An abnormal end. A death is a span: the block began near `timeoutAt` - timeout, the process was gone at `goneAt`. */
export interface Death {
  readonly cause: Cause;
  readonly signal: number | undefined;
  readonly exitCode: number | undefined;
  /** When the master found the worker silent for too long; `undefined` if it did not. */
  readonly timeoutAt: Micros | undefined;
  readonly goneAt: Micros;
  /** No supervisor line tells of the end itself: it is concluded from the replacement's boot and the worker's silence. */
  readonly silent: boolean;
  /** The boot in its place, where that is what tells of the end. */
  readonly boot?: Placed<LifecycleEvent>;
  /** The kernel's word for it, where there is one. */
  readonly kernel: Placed<LifecycleEvent> | undefined;
}

/** True if it went with its service or container, of which the main process was killed, and nobody tells how it ended itself. */
export const wentWithService = ({ cause, kernel, silent }: Death): boolean =>
  silent && cause === 'signal' && kernel?.event.step.what === 'unit-ended';

/** When it was found to have died: its master gave it up, or it was gone. */
export const deathMoment = ({ timeoutAt, goneAt }: Pick<Death, 'timeoutAt' | 'goneAt'>): Micros => timeoutAt ?? goneAt;
