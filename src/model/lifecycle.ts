/** A request that a supervisor names as being in a worker when it ends it. `since`: seconds since 1970, UTC. */
export interface InFlight {
  readonly id: string | undefined;
  readonly method: string | undefined;
  readonly target: string | undefined;
  readonly since: number | undefined;
}

/** `slot`: the place that the worker fills among its siblings, and its replacement after it, where the line tells it (uWSGI, unicorn). */
interface OfWorker {
  readonly worker: number;
  readonly slot?: number | undefined;
}

/**
 * The closed set of words into which every supervisor's messages are translated, so that lives, incidents and rules are
 * written once. `worker` is the pid spoken of; the event's own pid is the speaker's.
 */
export type LifecycleStep =
  | {
      readonly what: 'master-started';
      readonly server: string;
      readonly version: string | undefined;
      /** Its pid, where only its message names it. */
      readonly master?: number | undefined;
    }
  | { readonly what: 'master-listening'; readonly master: number | undefined }
  | { readonly what: 'master-signalled'; readonly signal: string }
  | { readonly what: 'master-stopped'; readonly reason: string | undefined }
  | { readonly what: 'server-setting'; readonly name: string; readonly value: string }
  | ({ readonly what: 'worker-booting' } & OfWorker)
  | { readonly what: 'worker-recycling'; readonly worker: number; readonly why: string }
  /** `limitSeconds`: the limit that was exceeded, where the line tells it. */
  | ({
      readonly what: 'worker-timeout';
      readonly request?: InFlight | undefined;
      readonly limitSeconds?: number | undefined;
    } & OfWorker)
  | { readonly what: 'worker-graceful-timeout'; readonly worker: number }
  | { readonly what: 'worker-exiting'; readonly worker: number }
  | ({ readonly what: 'worker-exited'; readonly code: number } & OfWorker)
  | ({ readonly what: 'worker-killed'; readonly signal: number } & OfWorker)
  /** It is gone, and nobody tells how. */
  | { readonly what: 'worker-died'; readonly worker: number }
  /** A worker ended, or was missed by its master, and the line names no pid. `name`: what it calls it, `worker 3`. */
  | {
      readonly what: 'unnamed-end';
      /** `aborted`: its own traceback shows that its master had missed it. */
      readonly how: 'missed' | 'aborted' | 'ended';
      readonly name: string | undefined;
      readonly signal: number | undefined;
      readonly code: number | undefined;
    }
  | { readonly what: 'worker-failed-to-boot'; readonly reason: string }
  /** One more request that was in a worker which has just been given up; `pid` is that worker's where the line tells it. */
  | { readonly what: 'request-in-flight'; readonly pid: number | undefined; readonly request: InFlight }
  /** A request that took too long, for which its worker (whose pid a later line tells) is ended; `undefined` where another line names it. */
  | {
      readonly what: 'request-timeout';
      readonly request: InFlight | undefined;
      readonly limitSeconds?: number | undefined;
    }
  | { readonly what: 'request-started'; readonly method: string; readonly target: string }
  /** The server is done with a request of the worker that says so, and does not say with which. */
  | { readonly what: 'request-closed' }
  | { readonly what: 'request-failed'; readonly target: string | undefined }
  | {
      readonly what: 'kernel-oom-kill';
      readonly process: number;
      readonly command: string;
      readonly rssKb: number | undefined;
    }
  | { readonly what: 'kernel-fault'; readonly thread: number; readonly command: string; readonly signal: number }

  /** A service (systemd) or container (Kubernetes, Docker) ended as a whole: `why` in its own word, `oom-kill`, `OOMKilled`, `liveness`. */
  | { readonly what: 'unit-ended'; readonly unit: string; readonly why: string }
  /** It was started, or started again. `process`: its first process, where that is told. */
  | { readonly what: 'unit-started'; readonly unit: string; readonly process: number | undefined }
  /** Somebody ordered a signal to processes; an empty list: to all of a name. */
  | { readonly what: 'kill-ordered'; readonly processes: readonly number[]; readonly signal: number }
  /** The machine is put to sleep, or its programs are halted; it is awake again; it has started. */
  | { readonly what: 'machine-asleep' }
  | { readonly what: 'machine-awake' }
  | { readonly what: 'machine-started' }
  /** Its wall clock was set. `seconds`: how far forward (negative: back), where that is told. */
  | { readonly what: 'clock-stepped'; readonly seconds: number | undefined }
  /** Programs that were ready to run did not get a processor. */
  | { readonly what: 'processor-missed'; readonly why: 'lockup' | 'throttled' }
  /** A database says that a client has waited for a lock, or for a statement, until now. `seconds`: for how long, where told. */
  | {
      readonly what: 'database-waited';
      readonly why: 'lock' | 'statement';
      readonly seconds: number | undefined;
      readonly isOver: boolean;
    };

export type StepName = LifecycleStep['what'];

/** What a server tells of single requests at log level debug: there may be hundreds of thousands. */
export const OF_REQUESTS = ['request-started', 'request-closed'] as const satisfies readonly StepName[];

export const tellsRequest = ({ what }: LifecycleStep): boolean => OF_REQUESTS.some((name) => name === what);
