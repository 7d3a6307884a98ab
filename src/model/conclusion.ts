import type { Cause, Diagnosis, FailureKind, Role, ServerFacts, Shape, StallSign } from './report.ts';
import type { LongerTimeout } from './report-block.ts';
import type { ExceptionEvent, LifecycleEvent, LogEvent } from './event.ts';
import type { Placed } from './facts.ts';
import type { Request } from './request.ts';
import type { Micros } from './time.ts';
import type { Frame } from './traceback.ts';
import type { Death, NamedWorker, Worker } from './worker.ts';

/** What is claimed of one request in one incident. */
export interface Claim {
  readonly role: Role;
  /** It died with the worker all alone, and rather is why that ended than a bystander. */
  readonly mayBeWhy?: boolean;
  /**
   * Probability that the role is right; of a casualty, that it was in this worker when that ended, and never came to its own end: where nothing
   * shows which of several brought it down, that is true of each.
   */
  readonly confidence: number;
  /** Probability that it is the one that brought the worker down, where nothing shows which; absent where it is not suspected. */
  readonly suspicion?: number | undefined;
  readonly basis: 'measured' | 'inferred';
  readonly label: string;
  /** `undefined`: a culprit of whom a traceback shows where it stood, but nothing which request it was. */
  readonly request: Request | undefined;
  readonly reasons: readonly string[];
  readonly against: readonly string[];
  readonly evidence: readonly LogEvent[];
  readonly retry: { readonly at: Micros; readonly outcome: string } | undefined;
}

/** The stretch in which the worker could do nothing else, and the call that held it. */
export interface Block {
  readonly from: Micros;
  readonly to: Micros;
  readonly frame: Frame | undefined;
  readonly call: string | undefined;
  readonly kind: string | undefined;
}

/**
 * What befell the machine in the stretch for which a worker was missed: it slept, its clock was set, its processors were stuck, or
 * all of its workers and logs fell silent at once and nothing says why. Silence then shows nothing of what the worker was at.
 */
export interface Disturbance {
  readonly kind: 'pause' | 'clock-step' | 'starvation' | 'silence';
  /** When it began, as far as that is told; a clock step has no length. */
  readonly from: Micros | undefined;
  readonly to: Micros;
  /** How far a clock was set forward (negative: back); `undefined` where that is not told, and for the others. */
  readonly seconds: number | undefined;
  /** It alone would have had the worker missed, whatever it was at. */
  readonly explains: boolean;
  readonly told: readonly Placed<LifecycleEvent>[];
}

/** All that is concluded about one abnormal death. */
export interface Conclusion {
  readonly id: string;
  readonly worker: Worker;
  readonly death: Death;
  readonly cause: Cause;
  readonly confidence: number;
  readonly server: ServerFacts;
  /** Last record of the worker before the master missed it (or before its end, where it did not). */
  readonly lastSignOfLifeAt: Micros | undefined;
  readonly block: Block | undefined;
  readonly disturbance: Disturbance | undefined;
  /** Somebody ordered the signal that ended it. */
  readonly ordered: Placed<LifecycleEvent> | undefined;
  readonly shape: Shape;
  readonly claims: readonly Claim[];
  readonly casualtyCount: number;
  /** The abort (or exit) of the code that ran, where a log shows it; all copies of it. */
  readonly tracebacks: readonly Placed<ExceptionEvent>[];
  /** Stacks that a watchdog dumped while the worker was held. */
  readonly dumps: readonly Placed<ExceptionEvent>[];
}

/** What became of one failed request. */
export interface SortedFailure {
  readonly kind: FailureKind;
  readonly label: string;
  readonly at: Micros;
  /** Id of the incident in which it was killed. */
  readonly incident: string | undefined;
  /** What speaks for this kind. */
  readonly why: string;
  readonly evidence: readonly LogEvent[];
  /** `undefined`: an exception alone tells of it. */
  readonly request: Request | undefined;
}

/** A conclusion with what the rules say of it. */
export interface Diagnosed {
  readonly conclusion: Conclusion;
  readonly diagnoses: readonly Diagnosis[];
  readonly longerTimeout: LongerTimeout | undefined;
}

/** A stall that ended in time: a busy worker fell silent, then went on. */
export interface Stall {
  readonly worker: NamedWorker;
  readonly server: ServerFacts;
  readonly sign: StallSign;
  /** The last sign of life before the silence, and the first after it. */
  readonly from: Micros;
  readonly to: Micros;
  /** The requests that were open all the while and ended right after it; of one alone, that one. By their starts. */
  readonly held: readonly Request[];
  /** What a person would call the last of them to begin; `undefined`: none is known. */
  readonly lastBegun: string | undefined;
}
