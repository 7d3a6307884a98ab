import type { Report } from './report.ts';
import type { Evidence } from './report-evidence.ts';
import type { Micros } from './time.ts';

/** Requests that one source counted within a stretch of time. */
export interface Beat {
  readonly from: Micros;
  readonly to: Micros;
  readonly source: number;
  /** Starts, or ends where the source logs no starts. */
  readonly requests: number;
}

/** What happened beside the workers: `start` and `stop` of a server, a `reload`, a word of the `kernel` or whatever runs services. */
export type MarkKind = 'start' | 'stop' | 'reload' | 'kernel';

export interface Mark {
  readonly at: Micros;
  readonly kind: MarkKind;
  readonly evidence: Evidence;
}

/** A supervisor's process, and the workers that it was heard to boot. */
export interface Master {
  readonly host: string | null;
  readonly pid: number | undefined;
  /** `gunicorn 20.0.4`. */
  readonly server: string;
  readonly boots: readonly { readonly pid: number; readonly at: Micros }[];
}

/** A case along its time: the report, and what of the case the report only sums up. */
export interface Timeline {
  readonly report: Report;
  readonly beats: readonly Beat[];
  readonly marks: readonly Mark[];
  readonly masters: readonly Master[];
}
