import type { ToldClock } from './clock.ts';
import type { ExceptionEvent, LifecycleEvent, NoteEvent, RequestEvent } from './event.ts';
import type { ActivityRow, RequestSpan, SourceRow } from './findings.ts';
import type { Micros } from './time.ts';

/** What the scan has left in the case: all that correlation may know. Lists are in order of source and byte. */
export interface CaseFacts {
  readonly sources: readonly SourceRow[];
  readonly lifecycle: readonly LifecycleEvent[];
  readonly exceptions: readonly ExceptionEvent[];
  readonly notes: readonly NoteEvent[];
  /** Access lines of requests that failed. */
  readonly requests: readonly RequestEvent[];
  readonly edges: readonly RequestEvent[];
  readonly activity: readonly ActivityRow[];
  readonly spans: readonly RequestSpan[];
  /** What the user says of clocks, by source. */
  readonly toldClocks?: ReadonlyMap<number, ToldClock>;
  /** Records left out by source because two handlers wrote each of them. */
  readonly copies?: ReadonlyMap<number, number>;
  /** Sources whose records stand in others as well, and in which; what stands there counts there. */
  readonly twice?: ReadonlyMap<number, readonly number[]>;
}

/** An event set on the common clock. */
export interface Placed<Event> {
  readonly at: Micros;
  readonly event: Event;
}
