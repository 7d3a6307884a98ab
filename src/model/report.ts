import type { DiedTogether } from './died-together.ts';
import type { Remark } from './remark.ts';
import type { Blocked, Disturbed, LongerTimeout } from './report-block.ts';
import type { Pattern } from './report-pattern.ts';
import type { Evidence, IncidentTraceback, TracebackGroup } from './report-evidence.ts';

/** The report, schema `forensics-report/1`: versioned plain data, decided before any renderer runs. Times: ISO-8601 with offset. */
export interface Report {
  readonly schema: 'forensics-report/1';
  readonly tool: { readonly name: string; readonly version: string };
  readonly generatedAt: string;
  readonly sources: readonly ReportSource[];
  readonly summary: Summary;
  readonly incidents: readonly Incident[];
  /** What configuration files and servers state of themselves, and where. */
  readonly settings: readonly ReportSetting[];
  readonly workers: readonly WorkerLife[];
  readonly tracebacks: readonly TracebackGroup[];
  readonly patterns: readonly Pattern[];
  readonly diedTogether: readonly DiedTogether[];
  readonly failures: Failures;
  readonly failureDiagnoses: readonly FailureDiagnosis[];
  readonly nearMisses: readonly NearMiss[];
  readonly gaps: readonly Gap[];
  readonly warnings: readonly ReportWarning[];
  readonly remarks: readonly Remark[];
}

/** Lines of a log around a piece of evidence, as the file has them now. No part of the report. */
export interface Surroundings {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export interface ReportSource {
  readonly id: number;
  readonly path: string;
  /** Ids of the formats found in it, joined by `+`; `unknown` where none reads it. */
  readonly format: string;
  readonly envelope: string | null;
  readonly host: string | null;
  readonly bytes: number;
  readonly lines: number;
  /** SHA-256 of its stored bytes, hex; empty where only a window of it was read. */
  readonly sha256: string;
  /** How many of its stored bytes that covers, from the first on; absent: all. */
  readonly sha256Bytes?: number | undefined;
  /** Offset from UTC such as `+08:00`. */
  readonly zone: string;
  readonly zoneFrom: 'stated' | 'inferred' | 'assumed' | 'flag';
  readonly skewMs: number;
  /** How many facts seen in two sources agree on zone and skew. */
  readonly anchors: number;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  readonly unrecognisedLines: number;
  /** Records that two handlers wrote and that count once: how many were left out, of those that matter. */
  readonly copies: number;
}

export interface Summary {
  readonly incidents: number;
  readonly culprits: number;
  readonly casualties: number;
  readonly nearMisses: number;
  /** One sentence a manager can read. */
  readonly headline: string;
}

export type Cause = 'timeout' | 'oom' | 'signal' | 'exit' | 'boot-failure' | 'unknown';
export type Role = 'culprit' | 'casualty' | 'possible-casualty' | 'survivor' | 'stalled';

/**
 * The ways in which many requests fail and one traceback, or none, is left.
 * `aborted-request`: sync, 22.0 on: one traceback, one 500, a queue of late requests. `abort-traceback`: the app logged the
 * abort (SystemExit) of the code that ran, the others died silently or by GreenletExit. `silent-kill`: SIGKILL, crash or
 * swallowed abort: no traceback at all. `not-applicable`: nothing of the kind (a boot failure, a worker without requests).
 */
export type Shape = 'aborted-request' | 'abort-traceback' | 'silent-kill' | 'not-applicable';

export interface Incident {
  readonly id: string;
  readonly cause: Cause;
  readonly signal: number | null;
  readonly exitCode: number | null;
  readonly at: string | null;
  readonly confidence: number;
  readonly host: string | null;
  readonly server: ServerFacts;
  readonly worker: {
    /** null: no line names the process that died. */
    readonly pid: number | null;
    /** What the lines call it where they name no pid: `worker 3`, `container web`; null where they name one, or nothing. */
    readonly name: string | null;
    readonly bootedAt: string | null;
    readonly lastSignOfLifeAt: string | null;
    readonly diedAt: string | null;
    readonly replacementPid: number | null;
  };
  readonly blocked: Blocked | null;
  readonly shape: Shape;
  /** The best estimate, also where single requests cannot be named. */
  readonly casualtyCount: number;
  readonly requests: readonly RequestClaim[];
  readonly traceback: IncidentTraceback | null;
  readonly events: readonly IncidentEvent[];
  readonly diagnoses: readonly Diagnosis[];
  /** What a longer timeout would have done; null: it was not missed, or these logs do not show how long the block lasted. */
  readonly longerTimeout: LongerTimeout | null;
  /** null: nothing is known to have befallen the machine meanwhile. */
  readonly disturbance: Disturbed | null;
  /** A paragraph in plain words. */
  readonly explanation: string;
}

/** One value that a configuration file, a command line or a server's own log states. */
export interface ReportSetting {
  readonly name: string;
  readonly value: string;
  readonly evidence: Evidence;
}

export interface ServerFacts {
  readonly kind: string;
  readonly version: string | null;
  readonly workerClass: string | null;
  readonly workers: number | null;
  readonly timeoutSeconds: number | null;
  readonly timeoutFrom: 'config' | 'inferred' | 'assumed' | null;
}

export interface RequestClaim {
  readonly role: Role;
  /**
   * Probability that the role is right, 0 … 1; of a casualty, that it was in this worker when that ended, and never came to its own end: where nothing
   * shows which of several brought it down, that is true of each.
   */
  readonly confidence: number;
  /** Probability that it is the one that brought the worker down, where nothing shows which; absent where it is not suspected. */
  readonly suspicion?: number | undefined;
  readonly basis: 'measured' | 'inferred';
  /** What a person would call the request: `POST /cdkey_mana?job=17`, `job 17`. */
  readonly label: string;
  readonly id: string | null;
  readonly method: string | null;
  readonly target: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** Age at the worker's death, or duration for those that ended. */
  readonly ageMs: number | null;
  readonly clientSaw: string | null;
  readonly reasons: readonly string[];
  readonly against: readonly string[];
  readonly evidence: readonly Evidence[];
  readonly retry: { readonly at: string; readonly outcome: string } | null;
}

export interface IncidentEvent {
  readonly at: string | null;
  readonly kind: string;
  readonly text: string;
  readonly evidence: Evidence;
}

export interface Diagnosis {
  readonly id: string;
  readonly title: string;
  /** A misreading is what the death was not, though its lines suggest it; listed after all causes. */
  readonly about: 'cause' | 'misreading';
  readonly confidence: number;
  readonly for: readonly string[];
  readonly against: readonly string[];
  readonly remedy: string;
  /** Where the remedy is described: a manual's page, an issue. */
  readonly reference: string;
}

/** Why requests failed although no worker died, of all failures of one kind (`count` of them) together. */
export interface FailureDiagnosis extends Omit<Diagnosis, 'about'> {
  readonly kind: FailureKind;
  readonly count: number;
}

export interface WorkerLife {
  readonly host: string | null;
  /** null: no line names the process that died; `name` as in its incident. */
  readonly pid: number | null;
  readonly name: string | null;
  readonly bootedAt: string | null;
  readonly firstSeenAt: string | null;
  readonly lastSeenAt: string | null;
  readonly diedAt: string | null;
  readonly replacedBy: number | null;
  readonly end: 'running' | 'graceful' | Cause;
}

export interface Failures {
  readonly killed: number;
  readonly recycled: number;
  readonly keepAliveRace: number;
  readonly proxyGaveUp: number;
  readonly clientLeft: number;
  readonly appError: number;
  readonly refused: number;
  readonly unexplained: number;
  readonly list: readonly Failure[];
}

export type FailureKind = Exclude<keyof Failures, 'list'>;

export interface Failure {
  readonly kind: FailureKind;
  readonly label: string;
  readonly at: string | null;
  readonly incident: string | null;
  /** What speaks for this kind. */
  readonly why: string;
  readonly evidence: readonly Evidence[];
}

/**
 * What shows a stall: all that was open waited and then ended in a burst; a worker's own lines, which come every second or so, stayed
 * away; a worker that takes one request at a time was in one for most of its timeout.
 */
export type StallSign = 'all-held' | 'rhythm' | 'one-alone';

export interface NearMiss {
  readonly at: string;
  readonly host: string | null;
  readonly worker: number;
  readonly sign: StallSign;
  readonly stallSeconds: number;
  /** That of its own host; null: none is known, and its server has no default. */
  readonly timeoutSeconds: number | null;
  readonly timeoutFrom: ServerFacts['timeoutFrom'];
  /** Requests that had to wait; the one that took so long is none of them. */
  readonly stalled: number;
  /** Of those that waited the one that began last, of one alone that one; null: none is known. */
  readonly lastBegun: string | null;
  /** Other workers of the host that stood still in that time too. */
  readonly together: readonly number[];
  readonly evidence: readonly Evidence[];
}

/** What the logs could not tell, and the one line of configuration that would settle it next time. */
export interface Gap {
  readonly what: string;
  readonly why: string;
  readonly remedy: string;
}

export interface ReportWarning {
  readonly path: string;
  readonly line: number | null;
  readonly cause: string;
  readonly count: number;
}
