import type { StatedClock } from '../../model/clock.ts';
import type { Report } from '../../model/report.ts';
import type { HowToRead } from './read-sources.ts';

export interface IngestOptions extends HowToRead {
  readonly paths: readonly string[];
  readonly casePath: string;
  /** What the user says of clocks. */
  readonly clocks?: readonly StatedClock[];
  readonly toolVersion: string;
  readonly now: Date;
  /** How many threads scan; absent: as many as are worth it. */
  readonly threads?: number;
}

/** What was read, and what is to be said of it. */
export interface Read {
  readonly report: Report;
  readonly sourcesRead: number;
  readonly sourcesUnchanged: number;
}

export interface Ingested extends Read {
  readonly warnings: number;
}

/** An ingest under way. */
export interface Job extends IngestOptions {
  /** The state of the case at its beginning. */
  readonly before: string;
}
