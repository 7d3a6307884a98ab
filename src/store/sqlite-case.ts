import type Database from 'better-sqlite3';
import type { EventKind, LogEvent, RequestEvent } from '../model/event.ts';
import type { RequestSpan } from '../model/findings.ts';
import { readReport } from './body.ts';
import type { CaseStore, NewSource } from './case-store.ts';
import { runQuery } from './query.ts';
import { toActivity, toBlock, toEvent, toRequestEvent, toSource } from './rows.ts';
import { prepare, type Statements } from './statements.ts';
import { VIEWS } from './views.ts';
import { writeActivity, writeBlock, writeSpans } from './write-findings.ts';

/** The case on an open database. `close` must be called. */
export function sqliteCase(db: Database.Database, path: string): CaseStore {
  const statements = prepare(db);
  return {
    path,
    ...sourcesOf(db, statements),
    ...findingsOf(db, statements),
    addWarning: ({ path: about, line, cause }) => void statements.addWarning.run(about, cause, line ?? null),
    warnings: () => statements.warnings.all(),
    saveReport: (report) => void statements.saveReport.run(JSON.stringify(report)),
    report() {
      const row = statements.report.get();
      return row && readReport(row.report);
    },
    query: (sql) => runQuery(path, sql),
    describe: () => VIEWS,
    close: () => void db.close(),
  };
}

type Part<Names extends keyof CaseStore> = Pick<CaseStore, Names>;

function sourcesOf(
  db: Database.Database,
  statements: Statements,
): Part<'sources' | 'addSource' | 'updateSource' | 'reopenLastBlock' | 'clearWarnings'> {
  return {
    sources: () => statements.sources.all().map(toSource),
    addSource: (source) => Number(statements.insertSource.run(...sourceValues(source)).lastInsertRowid),
    updateSource: (id, source) => void statements.updateSource.run(...sourceValues(source), id),
    clearWarnings: (about) => void statements.clearWarnings.run(about),
    reopenLastBlock: db.transaction((source: number) => {
      const row = statements.lastBlock.get(source);
      if (!row) return undefined;
      for (const drop of dropsOf(statements)) drop.run(source, row.byte_from);
      statements.countToSource.run(row.byte_from - row.byte_to, -row.lines, -row.unrecognised_lines, source);
      return toBlock(row);
    }),
  };
}

const dropsOf = (statements: Statements) => [
  statements.dropSpansFrom,
  statements.dropEventsFrom,
  statements.dropActivityFrom,
  statements.dropUnrecognisedFrom,
  statements.dropBlocksFrom,
];

const sourceValues = (source: NewSource) => [
  ...[source.path, source.stream, source.ordinal, source.storedBytes, source.headHash, source.tailHash],
  ...[source.headBytes, JSON.stringify(source.layouts), source.host ?? null],
];

function findingsOf(
  db: Database.Database,
  statements: Statements,
): Part<'addFindings' | 'addCloseUp' | 'blocks' | 'events' | 'edges' | 'activity' | 'unrecognised' | 'spans'> {
  return {
    addFindings: db.transaction((findings) => {
      for (const block of findings) writeBlock(statements, block);
    }),
    addCloseUp: db.transaction(({ spans, activity }) => {
      writeSpans(statements, spans);
      writeActivity(statements, activity);
    }),
    blocks: (source) => statements.blocks.all(source).map(toBlock),
    events: (kind) => statements.eventsOfKind.all('event', kind).map(toEvent).filter(isOfKind(kind)),
    edges: () => statements.eventsOfKind.all('edge', 'request').map(toRequestEvent),
    activity: () => statements.activity.all().map(toActivity),
    unrecognised: (source) =>
      statements.unrecognised.all(source).map(({ template, count, line, byte_offset, example }) => ({
        ...{ template, count, sourceId: source, exampleText: example },
        example: { source, line, byteOffset: byte_offset },
      })),
    spans: () => spansOf(statements),
  };
}

const isOfKind =
  <Kind extends EventKind>(kind: Kind) =>
  (event: LogEvent): event is Extract<LogEvent, { kind: Kind }> =>
    event.kind === kind;

function spansOf(statements: Statements): readonly RequestSpan[] {
  const events = new Map<number, RequestEvent>(statements.spanEvents.all().map((row) => [row.id, toRequestEvent(row)]));
  const half = (id: number | null): RequestEvent | undefined => (id === null ? undefined : events.get(id));
  return statements.spans
    .all()
    .map(({ start_event, end_event }) => ({ start: half(start_event), end: half(end_event) }));
}
