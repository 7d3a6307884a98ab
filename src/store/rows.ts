import type { StatedClock } from '../model/clock.ts';
import type { LogEvent, RequestEvent } from '../model/event.ts';
import type { ActivityRow, BlockRow, SourceRow, UnrecognisedRow } from '../model/findings.ts';
import { type Stamp, wallMicros } from '../model/time.ts';
import { activityOf, lifecycleOf, requestEventOf } from './of-one-shape.ts';
import { isPrecision } from './packed.ts';
import { readPieces } from './piece-text.ts';
import {
  readEnvelopes,
  readException,
  readLayouts,
  readLifecycle,
  readNote,
  readRequest,
  readWindow,
} from './bodies.ts';
import { damaged } from './trouble.ts';

/** A nullable stamp in three columns. */
export type StampColumns = readonly [wall: number | null, offsetMin: number | null, precision: string | null];

export const stampColumns = (stamp: Stamp | undefined): StampColumns =>
  stamp ? [stamp.wall, stamp.offsetMin ?? null, stamp.precision] : [null, null, null];

function toStamp(wall: number, offsetMin: number | null, precision: string | null): Stamp {
  if (!isPrecision(precision)) throw damaged('a time');
  return { wall: wallMicros(wall), offsetMin: offsetMin ?? undefined, precision };
}

const maybeStamp = (wall: number | null, ...rest: readonly [number | null, string | null]): Stamp | undefined =>
  wall === null ? undefined : toStamp(wall, ...rest);

export interface EventRow {
  readonly source: number;
  readonly byte_offset: number;
  readonly line: number;
  readonly kind: string;
  readonly wall: number | null;
  readonly offset_min: number | null;
  readonly precision: string | null;
  readonly pid: number | null;
  readonly host: string | null;
  readonly text: string;
  readonly body: string;
}

/** An event as it was stored. Throws UserError E_CASE_DAMAGED. */
export function toEvent(row: EventRow): LogEvent {
  switch (row.kind) {
    case 'note':
      return { ...readNote(row.body), ...recordedOf(row), kind: 'note' };
    case 'lifecycle':
      return lifecycleOf({ ...readLifecycle(row.body), ...recordedOf(row) });
    case 'exception':
      return { ...readException(row.body), ...recordedOf(row), kind: 'exception' };
    case 'request':
      return toRequestEvent(row);
    default:
      throw damaged(`an event of kind ${row.kind}`);
  }
}

/** A start or end of a request as it was stored. Throws UserError E_CASE_DAMAGED. */
export const toRequestEvent = (row: EventRow): RequestEvent =>
  requestEventOf({ ...readRequest(row.body), ...recordedOf(row) });

const recordedOf = ({ source, line, byte_offset, wall, offset_min, precision, pid, host, text }: EventRow) => ({
  origin: { source, line, byteOffset: byte_offset },
  stamp: maybeStamp(wall, offset_min, precision),
  pid: pid ?? undefined,
  ...(host === null ? {} : { host }),
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
  readonly pieces: string | null;
}

export const toBlock = (row: BlockColumns): BlockRow => ({
  source: row.source,
  byteFrom: row.byte_from,
  byteTo: row.byte_to,
  lineFrom: row.line_from,
  lines: row.lines,
  first: maybeStamp(row.first_wall, row.first_offset_min, row.first_precision),
  last: maybeStamp(row.last_wall, row.last_offset_min, row.last_precision),
  pieces: row.pieces === null ? undefined : readPieces(row.pieces),
});

export interface ActivityColumns {
  readonly source: number;
  readonly pid: number | null;
  readonly host: string | null;
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

export const toActivity = (row: ActivityColumns): ActivityRow =>
  activityOf({
    source: row.source,
    pid: row.pid ?? undefined,
    host: row.host ?? undefined,
    first: toStamp(row.first_wall, row.first_offset_min, row.first_precision),
    last: toStamp(row.last_wall, row.last_offset_min, row.last_precision),
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
  readonly sha256: string;
  readonly sha256_bytes: number | null;
  readonly envelopes: string;
  readonly layouts: string;
  readonly host: string | null;
  readonly unrecognised_lines: number;
  readonly window: string | null;
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
  sha256: row.sha256,
  sha256Bytes: row.sha256_bytes ?? undefined,
  envelopes: readEnvelopes(row.envelopes),
  layouts: readLayouts(row.layouts),
  host: row.host ?? undefined,
  unrecognisedLines: row.unrecognised_lines,
  window: row.window === null ? undefined : readWindow(row.window),
});

export interface StatedClockColumns {
  readonly pattern: string;
  readonly zone: string | null;
  readonly skew_us: number | null;
}

export const toStatedClock = ({ pattern, zone, skew_us }: StatedClockColumns): StatedClock => ({
  pattern,
  zone: zone ?? undefined,
  skewUs: skew_us ?? undefined,
});

export interface UnrecognisedColumns {
  readonly template: string;
  readonly count: number;
  readonly line: number;
  readonly byte_offset: number;
  readonly example: string;
}

export const toUnrecognised = (row: UnrecognisedColumns, source: number): UnrecognisedRow => ({
  template: row.template,
  count: row.count,
  example: { source, line: row.line, byteOffset: row.byte_offset },
  exampleText: row.example,
});
