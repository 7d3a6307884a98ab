import type Database from 'better-sqlite3';
import type { ActivityColumns, BlockColumns, EventRow, SourceColumns } from './rows.ts';

type Value = string | number | null;

const EVENT_COLUMNS = 'source, byte_offset, line, kind, wall, offset_min, precision, pid, text, body';

/** Every statement, prepared once. All lists are totally ordered. */
export const prepare = (db: Database.Database) => ({
  sources: db.prepare<[], SourceColumns>('select * from source_file order by id'),
  insertSource: db.prepare<Value[]>(
    `insert into source_file (path, stream, ordinal, stored_bytes, head_hash, tail_hash, head_bytes, layouts, host)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  updateSource: db.prepare<Value[]>(
    `update source_file set path = ?, stream = ?, ordinal = ?, stored_bytes = ?, head_hash = ?, tail_hash = ?,
       head_bytes = ?, layouts = ?, host = ? where id = ?`,
  ),
  countToSource: db.prepare<[bytes: number, lines: number, unrecognised: number, id: number]>(
    `update source_file set bytes = bytes + ?, lines = lines + ?, unrecognised_lines = unrecognised_lines + ? where id = ?`,
  ),

  insertBlock: db.prepare<Value[]>('insert or ignore into block values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'),
  blocks: db.prepare<[source: number], BlockColumns>('select * from block where source = ? order by byte_from'),
  lastBlock: db.prepare<[source: number], BlockColumns>(
    'select * from block where source = ? order by byte_from desc limit 1',
  ),

  insertEvent: db.prepare<Value[]>(
    `insert or ignore into log_event (role, place, ${EVENT_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  eventId: db.prepare<[source: number, byteOffset: number, role: string, place: number], { id: number }>(
    'select id from log_event where source = ? and byte_offset = ? and role = ? and place = ?',
  ),
  eventsOfKind: db.prepare<[role: string, kind: string], EventRow>(
    `select ${EVENT_COLUMNS} from log_event where role = ? and kind = ? order by source, byte_offset, place`,
  ),
  insertSpan: db.prepare<[start: number | null, end: number | null]>(
    'insert or ignore into request_span values (?, ?)',
  ),
  spans: db.prepare<[], { start_event: number | null; end_event: number | null }>(
    'select start_event, end_event from request_span order by ifnull(start_event, end_event), end_event',
  ),
  spanEvents: db.prepare<[], EventRow & { id: number }>(
    `select id, ${EVENT_COLUMNS} from log_event where role = 'span' order by id`,
  ),

  insertActivity: db.prepare<Value[]>(
    'insert or ignore into activity values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  ),
  activity: db.prepare<[], ActivityColumns>(
    'select * from activity order by source, first_byte, last_byte, ifnull(pid, -1)',
  ),

  insertUnrecognised: db.prepare<Value[]>('insert or ignore into unrecognised values (?, ?, ?, ?, ?, ?, ?)'),
  unrecognised: db.prepare<
    [source: number],
    { source: number; template: string; count: number; line: number; byte_offset: number; example: string }
  >(
    `select source, template, sum(count) as count, min(line) as line, min(byte_offset) as byte_offset, min(example) as example
     from unrecognised where source = ? group by source, template order by count desc, template`,
  ),

  dropEventsFrom: db.prepare<[source: number, byteFrom: number]>(
    `delete from log_event where source = ? and byte_offset >= ? and role <> 'span'`,
  ),
  dropSpansFrom: db.prepare<[source: number, byteFrom: number]>(
    `delete from request_span where coalesce(end_event, start_event) in
       (select id from log_event where source = ? and byte_offset >= ? and role = 'span')`,
  ),
  dropActivityFrom: db.prepare<[source: number, byteFrom: number]>(
    'delete from activity where source = ? and last_byte >= ?',
  ),
  dropUnrecognisedFrom: db.prepare<[source: number, byteFrom: number]>(
    'delete from unrecognised where source = ? and byte_from >= ?',
  ),
  dropBlocksFrom: db.prepare<[source: number, byteFrom: number]>(
    'delete from block where source = ? and byte_from >= ?',
  ),

  addWarning: db.prepare<[path: string, cause: string, line: number | null]>(
    `insert into warning values (?, ?, ?, 1) on conflict (path, cause) do update set count = count + 1`,
  ),
  warnings: db.prepare<[], { path: string; cause: string; line: number | null; count: number }>(
    'select * from warning order by path, cause',
  ),
  clearWarnings: db.prepare<[path: string]>('delete from warning where path = ?'),

  saveReport: db.prepare<[report: string]>('insert or replace into analysis values (1, ?)'),
  report: db.prepare<[], { report: string }>('select report from analysis'),
});

export type Statements = ReturnType<typeof prepare>;
