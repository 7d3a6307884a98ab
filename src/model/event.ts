import type { LifecycleStep } from './lifecycle.ts';
import type { Origin } from './line.ts';
import type { Stamp } from './time.ts';
import type { Traceback } from './traceback.ts';

export type Level = 'debug' | 'info' | 'warning' | 'error' | 'critical';

interface Recorded {
  readonly origin: Origin;
  /** Absent where the record states no time of its own (a bare traceback on stderr). */
  readonly stamp: Stamp | undefined;
  /** The speaker's pid, where the record tells it. */
  readonly pid: number | undefined;
  /** The machine, container or pod that the envelope names. */
  readonly host?: string;
  /** The record, verbatim. */
  readonly text: string;
}

/** A plain message of a server or the kernel, before a supervisor says what it means. */
export interface NoteEvent extends Recorded {
  readonly kind: 'note';
  readonly level: Level | undefined;
  /** The message without time, pid and level. */
  readonly message: string;
}

/** A note that a supervisor understood. */
export interface LifecycleEvent extends Recorded {
  readonly kind: 'lifecycle';
  /** Id of the supervisor whose words these are; absent where a configuration file speaks, or a log's own times. */
  readonly by?: string | undefined;
  readonly step: LifecycleStep;
}

/** An exception with its traceback. */
export interface ExceptionEvent extends Recorded {
  readonly kind: 'exception';
  readonly traceback: Traceback;
  /** The message above the traceback: `Exception on /feed [GET]`; empty where there is none. */
  readonly message: string;
  /** The request that the record itself names, as its id column or message tells it. */
  readonly requestId: string | undefined;
}

/** What a record tells about the request it starts, ends or sums up. */
export interface RequestFacts {
  readonly id: string | undefined;
  readonly method: string | undefined;
  /** Path with query as logged. */
  readonly target: string | undefined;
  readonly status: number | undefined;
  readonly durationUs: number | undefined;
  /** What a proxy got from the server behind it, where its line tells: `502`, `-`; of several tries the list as logged. */
  readonly upstreamStatus?: string | undefined;
  /** The server behind the proxy, as logged: `127.0.0.1:8000`. */
  readonly upstream?: string | undefined;
  /** How a proxy lost the server: where an error line of its tells. */
  readonly upstreamError?: UpstreamError | undefined;
  /** The number of the client's connection to the proxy, where its line tells: all tries of one request share it. */
  readonly connection?: string | undefined;
}

/**
 * How a proxy lost the server behind it: `closed` before or in the answer, `reset`, `refused` a connection, did not answer in
 * time (`timeout`), the `client-left` first, or there was no server left to ask (`none-left`).
 */
export type UpstreamError = 'closed' | 'reset' | 'refused' | 'timeout' | 'client-left' | 'none-left';

/** A record that starts or ends a request, or (an access line) sums up a finished one: its stamp is then the end. */
export interface RequestEvent extends Recorded {
  readonly kind: 'request';
  readonly edge: 'start' | 'end' | 'whole';
  readonly facts: RequestFacts;
}

export type LogEvent = NoteEvent | LifecycleEvent | ExceptionEvent | RequestEvent;
export type EventKind = LogEvent['kind'];
