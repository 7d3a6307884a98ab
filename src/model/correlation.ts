import type { Clock } from './clock.ts';
import type { ExceptionEvent, LifecycleEvent, NoteEvent } from './event.ts';
import type { Placed } from './facts.ts';
import type { Request } from './request.ts';
import type { Micros } from './time.ts';
import type { Served, Worker } from './worker.ts';

/** All sources on one clock, workers with their lives and ends, requests with their workers. What is placed is in order of time. */
export interface Correlation {
  readonly clocks: readonly Clock[];
  /** By source the log that it is a part of: what one log was rotated into is one. */
  readonly logs: ReadonlyMap<number, string>;
  readonly workers: readonly Worker[];
  readonly requests: readonly Request[];
  readonly lifecycle: readonly Placed<LifecycleEvent>[];
  /** When a server told itself of the starts of requests: these are no part of its other words, among which they would be nearly all. */
  readonly startsTold: readonly Micros[];
  /** What configuration files state, a command line's words last: they go before a file's. */
  readonly settings: readonly LifecycleEvent[];
  /** How many requests the logs of servers and applications, all together, tell of as begun and as ended. */
  readonly served: Served;
  /** The same in the log of the proxy in front that tells most. */
  readonly servedInFront: Served;
  /** Those without a time of their own are left out here; they stay in the facts. */
  readonly exceptions: readonly Placed<ExceptionEvent>[];
  readonly notes: readonly Placed<NoteEvent>[];
  /** Boots that replace somebody whose end no line tells and no silence betrays. */
  readonly unexplainedBoots: readonly Placed<LifecycleEvent>[];
  /** The common time range of all sources; `undefined` if nothing states a time. */
  readonly range: { readonly from: Micros; readonly to: Micros } | undefined;
}
