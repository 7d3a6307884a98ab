export interface Evidence {
  /** Id of the source in `sources`. */
  readonly source: number;
  readonly file: string;
  readonly line: number;
  readonly offset: number;
  /** The record, verbatim; long ones are cut at a line end. */
  readonly text: string;
}

export interface ReportFrame {
  readonly file: string;
  readonly line: number;
  readonly function: string;
  readonly code: string | null;
}

export interface IncidentTraceback {
  readonly fingerprint: string;
  readonly exception: string;
  readonly frames: readonly ReportFrame[];
  readonly evidence: readonly Evidence[];
}

/** Tracebacks with the same exception and frames. */
export interface TracebackGroup {
  readonly fingerprint: string;
  readonly exception: string;
  readonly message: string;
  readonly count: number;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  readonly pids: readonly number[];
  readonly incidents: readonly string[];
  readonly frames: readonly ReportFrame[];
}
