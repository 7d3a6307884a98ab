import type { StatedClock } from '../model/clock.ts';
import type { Count } from './counts.ts';
import type { EventKind, LifecycleEvent, LogEvent, RequestEvent } from '../model/event.ts';
import type { StepName } from '../model/lifecycle.ts';
import type {
  ActivityRow,
  BlockFindings,
  BlockRow,
  RequestSpan,
  SourceRow,
  UnrecognisedRow,
  WholeRequest,
} from '../model/findings.ts';
import type { QueryTable } from '../model/query-table.ts';
import type { Remark } from '../model/remark.ts';
import type { Report, ReportWarning } from '../model/report.ts';
import type { Table } from '../model/table.ts';
import type { Warning } from '../model/warning.ts';

export type { Table } from '../model/table.ts';

/** What a source is when it enters the case. */
export type NewSource = Omit<SourceRow, 'id' | 'bytes' | 'lines' | 'unrecognisedLines'>;

/** What a second look at a block found, and on what account it was taken. */
export interface CloseUp {
  readonly row: Pick<BlockRow, 'source' | 'byteFrom'>;
  readonly account: string;
  readonly spans: readonly RequestSpan[];
  readonly activity: readonly ActivityRow[];
}

/** The one door to a case file. All of it is synchronous; all lists are totally ordered. */
export interface CaseStore {
  readonly path: string;

  sources(): readonly SourceRow[];
  /** The source of this id. */
  source(id: number): SourceRow;
  /** Gives the id under which the source's blocks are stored. */
  addSource(source: NewSource): number;
  /** A grown or moved source: new place, size and hashes; blocks already stored stay. */
  updateSource(id: number, source: NewSource): void;
  /** Stores blocks and counts their bytes, lines and unrecognised lines to their source, in one transaction: all or nothing. */
  addFindings(findings: readonly BlockFindings[]): void;
  /**
   * Takes the last block of a source out of the case, with all that was found in it, so that it can be scanned again
   * together with what was appended; gives its row, or `undefined` if the source has no block.
   */
  reopenLastBlock(source: number): BlockRow | undefined;
  /** What the user says of clocks; a later word on the same pattern takes the place of an earlier one. */
  stateClock(clock: StatedClock): void;
  statedClocks(): readonly StatedClock[];
  addWarning(warning: Warning): void;
  /** Forgets what was told about a path before it is read again. */
  clearWarnings(path: string): void;

  blocks(source: number): readonly BlockRow[];
  /** In order of source and byte. */
  events<K extends EventKind>(kind: K): readonly Extract<LogEvent, { kind: K }>[];
  edges(): readonly RequestEvent[];
  /** Those of one source. */
  edgesOf(source: number): readonly RequestEvent[];
  /** Requests that began in an earlier block and ended well in the block of a source that begins at this byte. */
  crossing(source: number, byteFrom: number): readonly WholeRequest[];
  /** How many requests were counted where; what a close-up counted again is taken off what the first look had counted. */
  counts(): readonly Count[];
  /** What supervisors said with these words, in order of source and byte. */
  steps(names: readonly StepName[]): readonly LifecycleEvent[];
  /** All that supervisors said in a source but what they tell of single requests, of which there may be hundreds of thousands, in order of byte. */
  words(source: number): readonly LifecycleEvent[];
  /** The days since 1970 on which they said anything there, the starts too, by their own clocks. */
  spokenDays(source: number): readonly number[];
  unrecognised(source: number): readonly (UnrecognisedRow & { readonly sourceId: number })[];
  warnings(): readonly ReportWarning[];

  /**
   * Keeps what a second look at one block found, in the place of what an earlier one did: the requests of the incidents' windows,
   * word for word, and signs of life by the second.
   */
  addCloseUp(found: CloseUp): void;
  /** On what account blocks of a source were looked at again, by their first byte. */
  closeUps(source: number): ReadonlyMap<number, string>;
  /** Signs of life of first looks, in order of source and byte. */
  surveyedActivity(): readonly ActivityRow[];
  /** Signs of life of first looks and close-ups, in order of source and byte. */
  activity(): readonly ActivityRow[];
  /** The requests of all close-ups, in order of source and byte. */
  spans(): readonly RequestSpan[];

  /** Keeps a remark in the place of an earlier one on the same at the same moment; one without text takes that away. */
  remark(remark: Remark): void;
  /** In order of time. */
  remarks(): readonly Remark[];

  /** The last analysis; the views for people read it. */
  saveReport(report: Report): void;
  /** The last analysis, with the remarks as they are now. */
  report(): Report | undefined;

  /** Runs one read-only statement, which may ask these tables too. A statement that writes, or is none, throws a UserError. */
  query(sql: string, tables?: readonly QueryTable[]): Table;
  /** Name, purpose and columns of every table and view that is meant for people. */
  describe(): readonly {
    readonly name: string;
    readonly about: string;
    readonly columns: readonly { readonly name: string; readonly about: string }[];
  }[];
  close(): void;
}
