import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SCHEMA_VERSION } from '../../src/store/schema/migrate.ts';
import { viewStatement } from '../../src/store/schema/view-statement.ts';
import { VIEWS } from '../../src/store/views.ts';
import { sampleReport } from '../report/sample-report.ts';
import { block } from './sample-findings.ts';
import { LOG, temporaryCase } from './temporary-case.ts';

const analysedCase = () => {
  const store = temporaryCase();
  store.addFindings([block(store.addSource(LOG), 0)]);
  store.saveReport(sampleReport);
  return store;
};

/** The rows of an answer as objects. */
const rowsOf = (sql: string) => {
  const { columns, rows } = analysedCase().query(sql);
  return rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at]])));
};

describe('each view', () => {
  it.each(VIEWS.map(({ name }) => name))('%s has the columns that are documented', (name) => {
    const store = analysedCase();
    const documented = store.describe().find((view) => view.name === name);
    expect(store.query(`select * from ${name}`).columns).toEqual(documented?.columns.map((column) => column.name));
  });

  it.each(VIEWS.map(({ name }) => name))('%s is empty, and not broken, before an analysis', (name) => {
    expect(temporaryCase().query(`select * from ${name}`).rows).toEqual([]);
  });

  it.each(VIEWS)('$name explains itself in the file, column by column', ({ name, about, columns }) => {
    const db = new Database(analysedCase().path, { readonly: true });
    const sql = db.prepare('select sql from sqlite_schema where name = ?').pluck().get(name);
    db.close();
    for (const words of [about, ...columns.map((column) => column.about)]) expect(sql).toContain(`-- ${words}\n`);
  });
});

it('a view that changes needs a migration: raise the number, then the fingerprint', () => {
  const fingerprint = createHash('sha256').update(VIEWS.map(viewStatement).join('\n')).digest('hex').slice(0, 8);
  expect([SCHEMA_VERSION, fingerprint]).toEqual([13, '13a62aab']);
});

it('incidents: one row a death', () => {
  const [first] = sampleReport.incidents;
  expect(rowsOf('select * from incidents')).toMatchObject([
    {
      id: first?.id,
      at: first?.at,
      cause: 'timeout',
      pid: 20431,
      blocked_from: first?.blocked?.from,
      frame: first?.blocked?.frame,
      casualties: first?.casualtyCount,
    },
  ]);
});

it('requests and casualties: one row a request with its role', () => {
  const roles = sampleReport.incidents.flatMap(({ requests }) => requests.map(({ role }) => role));
  expect(rowsOf('select * from requests').map(({ role }) => role)).toEqual(roles);
  expect(rowsOf('select * from casualties').map(({ role }) => role)).toEqual(
    roles.filter((role) => role.endsWith('casualty')),
  );
});

it('workers: one row a life', () => {
  expect(rowsOf('select pid, "end", booted_at from workers')).toEqual(
    sampleReport.workers.map(({ pid, end, bootedAt }) => ({ pid, end, booted_at: bootedAt })),
  );
});

it('tracebacks: one row a kind, with its innermost frame', () => {
  const frame = sampleReport.tracebacks[0]?.frames.at(-1);
  expect(rowsOf('select exception, count, innermost from tracebacks')[0]).toEqual({
    exception: sampleReport.tracebacks[0]?.exception,
    count: sampleReport.tracebacks[0]?.count,
    innermost: `${frame?.file}:${frame?.line} ${frame?.function}`,
  });
});

it('events: what the clock showed, and the instant by the stated offset', () => {
  expect(rowsOf("select * from events where kind = 'lifecycle'")).toEqual([
    {
      at: '2021-03-12T01:57:44.000Z',
      clock: '2021-03-12T09:57:44.000',
      offset_min: 480,
      pid: 20420,
      kind: 'lifecycle',
      what: 'worker-timeout',
      file: 'gunicorn.err',
      line: 6,
      byte_offset: 500,
      text: '[2021-03-12 09:57:44 +0800] [20420] [CRITICAL] WORKER TIMEOUT (pid:20431)',
    },
  ]);
});

it.each([
  ['+08:00', 0, '2021-03-12T01:57:44.000Z'],
  ['-03:30', 0, '2021-03-12T13:27:44.000Z'],
  ['+08:00', 1_500, '2021-03-12T01:57:42.500Z'],
])('events: a clock without stated offset is read in zone %s, %i ms ahead', (zone, skewMs, at) => {
  const store = temporaryCase();
  const found = block(store.addSource(LOG), 0);
  const zoneless = found.events.map((event) => ({
    ...event,
    stamp: event.stamp && { ...event.stamp, offsetMin: undefined },
  }));
  store.addFindings([{ ...found, events: zoneless }]);
  store.saveReport({ ...sampleReport, sources: sampleReport.sources.map((source) => ({ ...source, zone, skewMs })) });
  expect(store.query("select at from events where kind = 'lifecycle'").rows).toEqual([[at]]);
});

it('sources: what was read, and how its clock is read', () => {
  expect(rowsOf('select * from sources')).toMatchObject([
    {
      id: 1,
      path: 'gunicorn.err',
      bytes: 1_000,
      unrecognised_lines: 2,
      zone: '+08:00',
      zone_from: 'stated',
      skew_ms: 0,
    },
  ]);
});
