import type Database from 'better-sqlite3';
import type { Remark } from '../model/remark.ts';
import type { ReportWarning } from '../model/report.ts';
import type {
  ActivityColumns,
  BlockColumns,
  EventRow,
  SourceColumns,
  StatedClockColumns,
  UnrecognisedColumns,
} from './rows.ts';

type Value = string | number | null;

const EVENT_COLUMNS = 'source, byte_offset, line, kind, wall, offset_min, precision, pid, host, text, body';

/** All lists are totally ordered. */
const readings = (db: Database.Database) => ({
  sources: db.prepare<[], SourceColumns>('select * from source_file order by id'),
  source: db.prepare<[id: number], SourceColumns>('select * from source_file where id = ?'),
  blocks: db.prepare<[source: number], BlockColumns>('select * from block where source = ? order by byte_from'),
  lastBlock: db.prepare<[source: number], BlockColumns>(
    'select * from block where source = ? order by byte_from desc limit 1',
  ),

  eventsOfKind: db.prepare<[role: string, kind: string], EventRow>(
    `select ${EVENT_COLUMNS} from log_event where role = ? and kind = ? order by source, byte_offset, place`,
  ),

  activity: db.prepare<[], ActivityColumns>(
    'select * from activity order by source, first_byte, last_byte, ifnull(pid, -1)',
  ),

  steps: db.prepare<[names: string], EventRow>(
    `select ${EVENT_COLUMNS} from log_event
     where role = 'event' and kind = 'lifecycle' and body ->> '$.step.what' in (select value from json_each(?))
     order by source, byte_offset, place`,
  ),

  stepsBut: db.prepare<[source: number, names: string], EventRow>(
    `select ${EVENT_COLUMNS} from log_event
     where role = 'event' and kind = 'lifecycle' and source = ? and body ->> '$.step.what' not in (select value from json_each(?))
     order by byte_offset, place`,
  ),
  spokenDays: db
    .prepare<[source: number], number>(
      `select distinct cast(wall / 86400000000 as integer) from log_event
       where role = 'event' and kind = 'lifecycle' and source = ? and wall is not null order by 1`,
    )
    .pluck(),

  closeUps: db.prepare<[source: number], { readonly byte_from: number; readonly account: string }>(
    'select byte_from, account from close_up where source = ?',
  ),
  closeUpSpans: db.prepare<[], Buffer>('select spans from close_up order by source, byte_from').pluck(),
  closeUpActivity: db.prepare<[], Buffer>('select activity from close_up order by source, byte_from').pluck(),

  // with a single min(), SQLite takes the bare columns from the row that has it
  unrecognised: db.prepare<[source: number], UnrecognisedColumns>(
    `select template, sum(count) as count, min(byte_offset) as byte_offset, line, example
     from unrecognised where source = ? group by template order by sum(count) desc, template`,
  ),

  statedClocks: db.prepare<[], StatedClockColumns>('select * from stated_clock order by pattern'),
  remarks: db.prepare<[], Remark>('select at, about, text from remark order by julianday(at), about, at'),
  warnings: db.prepare<[], ReportWarning>('select * from warning order by path, cause'),
  report: db.prepare<[], { report: string; failures: Buffer | null }>('select report, failures from analysis'),
  incidentParts: db.prepare<[], Buffer | null>('select parts from incident_part order by incident').pluck(),
});

const writings = (db: Database.Database) => ({
  insertSource: db.prepare<Value[]>(
    `insert into source_file (path, stream, ordinal, stored_bytes, head_hash, tail_hash, head_bytes, sha256, envelopes, layouts,
       host, window, sha256_bytes)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  updateSource: db.prepare<Value[]>(
    `update source_file set path = ?, stream = ?, ordinal = ?, stored_bytes = ?, head_hash = ?, tail_hash = ?,
       head_bytes = ?, sha256 = ?, envelopes = ?, layouts = ?, host = ?, window = ?, sha256_bytes = ? where id = ?`,
  ),
  stateClock: db.prepare<Value[]>(
    `insert into stated_clock values (?, ?, ?) on conflict (pattern)
     do update set zone = coalesce(excluded.zone, zone), skew_us = coalesce(excluded.skew_us, skew_us)`,
  ),
  countToSource: db.prepare<[bytes: number, lines: number, unrecognised: number, id: number]>(
    `update source_file set bytes = bytes + ?, lines = lines + ?, unrecognised_lines = unrecognised_lines + ? where id = ?`,
  ),

  insertBlock: db.prepare<Value[]>(
    'insert into block values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing',
  ),
  insertEvent: db.prepare<Value[]>(
    `insert into log_event (role, place, ${EVENT_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict do nothing`,
  ),
  insertCloseUp: db.prepare<[source: number, byteFrom: number, account: string, spans: Buffer, activity: Buffer]>(
    `insert into close_up values (?, ?, ?, ?, ?)
     on conflict do update set account = excluded.account, spans = excluded.spans, activity = excluded.activity`,
  ),
  insertActivity: db.prepare<Value[]>(
    'insert into activity values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing',
  ),
  insertUnrecognised: db.prepare<Value[]>(`insert into unrecognised values (?, ?, ?, ?, ?, ?, ?)
     on conflict do update set count = count + excluded.count`),
  addWarning: db.prepare<[path: string, cause: string, line: number | null]>(
    'insert into warning values (?, ?, ?, 1) on conflict do update set count = count + 1',
  ),
  clearWarnings: db.prepare<[path: string]>('delete from warning where path = ?'),

  saveRemark: db.prepare<[about: string, at: string, text: string]>(
    'insert into remark values (?, ?, ?) on conflict do update set text = excluded.text',
  ),
  dropRemark: db.prepare<[about: string, at: string]>('delete from remark where about = ? and at = ?'),
});

const reportWritings = (db: Database.Database) => ({
  saveReport: db.prepare<[report: string, failures: Buffer]>(
    `insert into analysis values (1, ?, ?)
     on conflict do update set report = excluded.report, failures = excluded.failures`,
  ),
  clearIncidents: ['delete from incident_part', 'delete from incident_request'].map((sql) => db.prepare<[]>(sql)),
  saveIncidentParts: db.prepare<[incident: number, parts: Buffer]>('insert into incident_part values (?, ?)'),
  saveIncidentRequest: db.prepare<Value[]>(
    'insert into incident_request values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  ),
});

/** Edges, and what was found to be none. */
const edges = (db: Database.Database) => ({
  edgesOfSource: db.prepare<[source: number], EventRow>(
    `select ${EVENT_COLUMNS} from log_event where role = 'edge' and source = ? order by byte_offset, place`,
  ),
  crossing: db
    .prepare<[source: number, byteFrom: number], Buffer>(
      'select requests from crossing where source = ? and byte_from = ?',
    )
    .pluck(),
  insertCrossing: db.prepare<[source: number, byteFrom: number, requests: Buffer]>(
    'insert into crossing values (?, ?, ?)',
  ),
  dropStart: db.prepare<[source: number, byteOffset: number, body: string]>(
    "delete from log_event where source = ? and byte_offset = ? and role = 'edge' and body = ?",
  ),
});

const droppings = (db: Database.Database) => ({
  /** All that one block left. */
  dropFrom: [
    'delete from log_event where source = ? and byte_offset >= ?',
    'delete from activity where source = ? and last_byte >= ?',
    'delete from unrecognised where source = ? and byte_from >= ?',
    'delete from block where source = ? and byte_from >= ?',
    'delete from close_up where source = ? and byte_from >= ?',
    'delete from crossing where source = ? and byte_from >= ?',
  ].map((sql) => db.prepare<[source: number, byteFrom: number]>(sql)),
});

/** Every statement of the store, prepared once. */
export const prepare = (db: Database.Database) => ({
  ...readings(db),
  ...writings(db),
  ...reportWritings(db),
  ...edges(db),
  ...droppings(db),
});

export type Statements = ReturnType<typeof prepare>;
