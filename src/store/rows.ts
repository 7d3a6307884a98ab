import type { EventKind, LogEvent, RequestEvent } from '../model/event.ts';
import type { ActivityRow, BlockRow, SourceRow } from '../model/findings.ts';
import { type Precision, type Stamp, wallMicros } from '../model/time.ts';
import { readExceptionBody, readLayouts, readNoteBody, readRequestBody, readStep } from './body.ts';

/** A nullable stamp in three columns. */
export type StampColumns = readonly [wall: number | null, offsetMin: number | null, precision: string | null];

export const stampColumns = (stamp: Stamp | undefined): StampColumns =>
  stamp ? [stamp.wall, stamp.offsetMin ?? null, stamp.precision] : [null, null, null];

const PRECISIONS: readonly Precision[] = ['us', 'ms', 's', 'min'];

function toStamp(wall: number | null, offsetMin: number | null, precision: string | null): Stamp | undefined {
  if (wall === null) return undefined;
  return {
    wall: wallMicros(wall),
    offsetMin: offsetMin ?? undefined,
    precision: PRECISIONS.find((known) => known === precision) ?? 's',
  };
}

export interface EventRow {
  readonly source: number;
  readonly byte_offset: number;
  readonly line: number;
  readonly kind: EventKind;
  readonly wall: number | null;
  readonly offset_min: number | null;
  readonly precision: string | null;
  readonly pid: number | null;
  readonly text: string;
  readonly body: string;
}

/** The JSON body of an event: all that has no column of its own. */
export function bodyOf(event: LogEvent): string {
  switch (event.kind) {
    case 'note':
      return JSON.stringify({ level: event.level, message: event.message });
    case 'lifecycle':
      return JSON.stringify(event.step);
    case 'exception':
      return JSON.stringify({ traceback: event.traceback, message: event.message, requestId: event.requestId });
    case 'request':
      return JSON.stringify({ edge: event.edge, facts: event.facts });
  }
}

/** An event as it was stored. Throws UserError E_CASE_DAMAGED. */
export function toEvent(row: EventRow): LogEvent {
  const recorded = recordedOf(row);
  switch (row.kind) {
    case 'note': {
      const { level, message } = readNoteBody(row.body);
      return { kind: 'note', ...recorded, level, message };
    }
    case 'lifecycle':
      return { kind: 'lifecycle', ...recorded, step: readStep(row.body) };
    case 'exception': {
      const { traceback, message, requestId } = readExceptionBody(row.body);
      return { kind: 'exception', ...recorded, traceback, message, requestId };
    }
    case 'request':
      return toRequestEvent(row);
  }
}

export function toRequestEvent(row: EventRow): RequestEvent {
  const { edge, facts } = readRequestBody(row.body);
  const { id, method, target, status, durationUs } = facts;
  return { kind: 'request', ...recordedOf(row), edge, facts: { id, method, target, status, durationUs } };
}

const recordedOf = ({ source, line, byte_offset, wall, offset_min, precision, pid, text }: EventRow) => ({
  origin: { source, line, byteOffset: byte_offset },
  stamp: toStamp(wall, offset_min, precision),
  pid: pid ?? undefined,
  text,
});

export interface BlockColumns {
  readonly source: number;
  readonly byte_from: number;
  readonly byte_to: number;
  readonly line_from: number;
  readonly lines: number;
  readonly unrecognised_lines: number;
  readonly first_wall: number | null;
  readonly first_offset_min: number | null;
  readonly first_precision: string | null;
  readonly last_wall: number | null;
  readonly last_offset_min: number | null;
  readonly last_precision: string | null;
}

export const toBlock = (row: BlockColumns): BlockRow => ({
  source: row.source,
  byteFrom: row.byte_from,
  byteTo: row.byte_to,
  lineFrom: row.line_from,
  lines: row.lines,
  first: toStamp(row.first_wall, row.first_offset_min, row.first_precision),
  last: toStamp(row.last_wall, row.last_offset_min, row.last_precision),
});

export interface ActivityColumns {
  readonly source: number;
  readonly pid: number | null;
  readonly first_wall: number;
  readonly first_offset_min: number | null;
  readonly first_precision: string;
  readonly last_wall: number;
  readonly last_offset_min: number | null;
  readonly last_precision: string;
  readonly first_line: number;
  readonly first_byte: number;
  readonly last_line: number;
  readonly last_byte: number;
  readonly records: number;
  readonly started: number;
  readonly finished: number;
}

const NEVER: Stamp = { wall: wallMicros(0), offsetMin: undefined, precision: 's' };

export const toActivity = (row: ActivityColumns): ActivityRow => ({
  source: row.source,
  pid: row.pid ?? undefined,
  first: toStamp(row.first_wall, row.first_offset_min, row.first_precision) ?? NEVER,
  last: toStamp(row.last_wall, row.last_offset_min, row.last_precision) ?? NEVER,
  firstOrigin: { source: row.source, line: row.first_line, byteOffset: row.first_byte },
  lastOrigin: { source: row.source, line: row.last_line, byteOffset: row.last_byte },
  records: row.records,
  started: row.started,
  finished: row.finished,
});

export interface SourceColumns {
  readonly id: number;
  readonly path: string;
  readonly stream: string;
  readonly ordinal: number;
  readonly stored_bytes: number;
  readonly bytes: number;
  readonly lines: number;
  readonly head_hash: string;
  readonly tail_hash: string;
  readonly head_bytes: number;
  readonly layouts: string;
  readonly host: string | null;
  readonly unrecognised_lines: number;
}

export const toSource = (row: SourceColumns): SourceRow => ({
  id: row.id,
  path: row.path,
  stream: row.stream,
  ordinal: row.ordinal,
  storedBytes: row.stored_bytes,
  bytes: row.bytes,
  lines: row.lines,
  headHash: row.head_hash,
  tailHash: row.tail_hash,
  headBytes: row.head_bytes,
  layouts: readLayouts(row.layouts),
  host: row.host ?? undefined,
  unrecognisedLines: row.unrecognised_lines,
});
