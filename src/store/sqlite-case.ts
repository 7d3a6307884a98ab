import Database from 'better-sqlite3';
import type { EventKind, LogEvent } from '../model/event.ts';
import { OF_REQUESTS } from '../model/lifecycle.ts';
import type { Report } from '../model/report.ts';
import type { CaseStore, NewSource } from './case-store.ts';
import { toCounts } from './counts.ts';
import { activityInOrder, spansInOrder } from './found-in.ts';
import { activityOf, spanOf } from './of-one-shape.ts';
import { packActivity, packSpans, unpackActivity, unpackCrossing, unpackSpans } from './packed.ts';
import { runQuery } from './query.ts';
import { toActivity, toBlock, toEvent, toRequestEvent, toSource, toStatedClock, toUnrecognised } from './rows.ts';
import { prepare, type Statements } from './statements.ts';
import { fromReportRows, toReportRows } from './report-rows.ts';
import { damaged, toTrouble } from './trouble.ts';
import { VIEWS } from './views.ts';
import { reopenCrossing, writeBlock } from './write-findings.ts';

/** The case on an open database, which it then owns. What the operator can mend is thrown as a UserError. */
export function sqliteCase(db: Database.Database, path: string): CaseStore {
  const open: Open = { db, statements: prepare(db), attempt: (work) => attempted(work, path) };
  return {
    path,
    ...sourcesOf(open),
    ...findingsOf(open),
    ...listsOf(open),
    ...spokenOf(open),
    ...clocksOf(open),
    ...reportOf(open),
    query: (sql, tables) => runQuery(path, sql, tables),
    describe: () =>
      VIEWS.map(({ name, about, columns }) => ({
        name,
        about,
        columns: columns.map((column) => ({ name: column.name, about: column.about })),
      })),
    close() {
      if (db.readonly) db.close();
      else closeWritten(db);
    },
  };
}

interface Open {
  readonly db: Database.Database;
  readonly statements: Statements;
  readonly attempt: <Answer>(work: () => Answer) => Answer;
}

type Part<Names extends keyof CaseStore> = Pick<CaseStore, Names>;

function attempted<Answer>(work: () => Answer, path: string): Answer {
  try {
    return work();
  } catch (cause) {
    throw toTrouble(cause, path);
  }
}

/** Leaves one file that opens from a read-only place too: no log beside it, unless somebody else is still reading. */
function closeWritten(db: Database.Database): void {
  try {
    db.pragma('busy_timeout = 0');
    db.pragma('journal_mode = delete');
  } catch (cause) {
    if (!(cause instanceof Database.SqliteError)) throw cause;
  } finally {
    db.close();
  }
}

function sourcesOf({
  db,
  statements,
  attempt,
}: Open): Part<'sources' | 'source' | 'addSource' | 'updateSource' | 'reopenLastBlock'> {
  const reopen = db.transaction((source: number) => {
    const row = statements.lastBlock.get(source);
    if (!row) return undefined;
    reopenCrossing(statements, source, row.byte_from);
    for (const drop of statements.dropFrom) drop.run(source, row.byte_from);
    statements.countToSource.run(row.byte_from - row.byte_to, -row.lines, -row.unrecognised_lines, source);
    return toBlock(row);
  });
  return {
    sources: () => attempt(() => statements.sources.all().map(toSource)),
    source: (id) =>
      attempt(() => {
        const row = statements.source.get(id);
        if (!row) throw damaged(`source ${String(id)}`);
        return toSource(row);
      }),
    addSource: (source) => attempt(() => Number(statements.insertSource.run(...sourceValues(source)).lastInsertRowid)),
    updateSource: (id, source) => attempt(() => void statements.updateSource.run(...sourceValues(source), id)),
    reopenLastBlock: (source) => attempt(() => reopen.immediate(source)),
  };
}

const sourceValues = (source: NewSource) => [
  ...[source.path, source.stream, source.ordinal, source.storedBytes, source.headHash, source.tailHash],
  ...[source.headBytes, source.sha256, JSON.stringify(source.envelopes)],
  ...[JSON.stringify(source.layouts), source.host ?? null, source.window ? JSON.stringify(source.window) : null],
  source.sha256Bytes ?? null,
];

function findingsOf({
  db,
  statements,
  attempt,
}: Open): Part<'addFindings' | 'addCloseUp' | 'addWarning' | 'clearWarnings'> {
  const addFindings = db.transaction<CaseStore['addFindings']>((findings) => {
    for (const block of findings) writeBlock(statements, block);
  });
  return {
    addFindings: (findings) => attempt(() => addFindings.immediate(findings)),
    addCloseUp: ({ row, account, spans, activity }) =>
      attempt(
        () =>
          void statements.insertCloseUp.run(
            row.source,
            row.byteFrom,
            account,
            packSpans(spans),
            packActivity(activity),
          ),
      ),
    addWarning: ({ path, line, cause }) => attempt(() => void statements.addWarning.run(path, cause, line ?? null)),
    clearWarnings: (path) => attempt(() => void statements.clearWarnings.run(path)),
  };
}

function listsOf({
  statements,
  attempt,
}: Open): Part<
  | 'blocks'
  | 'closeUps'
  | 'events'
  | 'edges'
  | 'edgesOf'
  | 'crossing'
  | 'surveyedActivity'
  | 'activity'
  | 'spans'
  | 'counts'
  | 'unrecognised'
  | 'warnings'
> {
  const surveyed = () => statements.activity.all().map(toActivity);
  const activity = () =>
    activityInOrder(
      surveyed(),
      statements.closeUpActivity.all().flatMap((packed) => unpackActivity(packed).map(activityOf)),
    );
  const spans = () =>
    spansInOrder(Array.from(statements.closeUpSpans.iterate(), (packed) => unpackSpans(packed).map(spanOf)).flat());
  return {
    closeUps: (source) =>
      attempt(() => new Map(statements.closeUps.all(source).map(({ byte_from, account }) => [byte_from, account]))),
    blocks: (source) => attempt(() => statements.blocks.all(source).map(toBlock)),
    // one by one: hundreds of thousands of rows beside what is made of them are half of the memory
    events: (kind) =>
      attempt(() => Array.from(statements.eventsOfKind.iterate('event', kind), toEvent).filter(isOfKind(kind))),
    edges: () => attempt(() => Array.from(statements.eventsOfKind.iterate('edge', 'request'), toRequestEvent)),
    edgesOf: (source) => attempt(() => statements.edgesOfSource.all(source).map(toRequestEvent)),
    crossing: (source, byteFrom) =>
      attempt(() => {
        const packed = statements.crossing.get(source, byteFrom);
        return packed ? unpackCrossing(packed) : [];
      }),
    surveyedActivity: () => attempt(surveyed),
    activity: () => attempt(activity),
    spans: () => attempt(spans),
    counts: () => attempt(() => toCounts(activity())),
    unrecognised: (source) =>
      attempt(() =>
        statements.unrecognised.all(source).map((row) => ({ ...toUnrecognised(row, source), sourceId: source })),
      ),
    warnings: () => attempt(() => statements.warnings.all()),
  };
}

function spokenOf({ statements, attempt }: Open): Part<'steps' | 'words' | 'spokenDays'> {
  return {
    steps: (names) =>
      attempt(() => statements.steps.all(JSON.stringify(names)).map(toEvent).filter(isOfKind('lifecycle'))),
    words: (source) =>
      attempt(() =>
        statements.stepsBut.all(source, JSON.stringify(OF_REQUESTS)).map(toEvent).filter(isOfKind('lifecycle')),
      ),
    spokenDays: (source) => attempt(() => statements.spokenDays.all(source)),
  };
}

function clocksOf({ statements, attempt }: Open): Part<'stateClock' | 'statedClocks'> {
  return {
    stateClock: ({ pattern, zone, skewUs }) =>
      attempt(() => void statements.stateClock.run(pattern, zone ?? null, skewUs ?? null)),
    statedClocks: () => attempt(() => statements.statedClocks.all().map(toStatedClock)),
  };
}

function reportOf({ db, statements, attempt }: Open): Part<'saveReport' | 'report' | 'remark' | 'remarks'> {
  const save = db.transaction((report: Report) => {
    const rows = toReportRows(report);
    statements.saveReport.run(rows.report, rows.failures);
    for (const clear of statements.clearIncidents) clear.run();
    for (const [place, { parts, requests }] of rows.incidents.entries()) {
      statements.saveIncidentParts.run(place, parts);
      for (const [at, columns] of requests.entries()) statements.saveIncidentRequest.run(place, at, ...columns);
    }
  });
  return {
    remark: ({ about, at, text }) =>
      attempt(() => {
        if (text === '') statements.dropRemark.run(about, at);
        else statements.saveRemark.run(about, at, text);
      }),
    remarks: () => attempt(() => statements.remarks.all()),
    saveReport: (report) =>
      attempt(() => {
        save(report);
      }),
    report: () =>
      attempt(() => {
        const row = statements.report.get();
        return (
          row && {
            ...fromReportRows({ ...row, parts: statements.incidentParts.all() }),
            remarks: statements.remarks.all(),
          }
        );
      }),
  };
}

const isOfKind =
  <Kind extends EventKind>(kind: Kind) =>
  (event: LogEvent): event is Extract<LogEvent, { kind: Kind }> =>
    event.kind === kind;
