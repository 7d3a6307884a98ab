import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { block } from './sample-findings.ts';
import { LOG, temporaryCase } from './temporary-case.ts';

const sampleCase = () => {
  const store = temporaryCase();
  store.addFindings([block(store.addSource(LOG), 0)]);
  return store;
};

describe('what is asked', () => {
  it.each<readonly [string, readonly string[], readonly (readonly unknown[])[]]>([
    ["select 1 as one, 'x' as two, null as three", ['one', 'two', 'three'], [[1, 'x', null]]],
    ['with n as (values (1), (2)) select * from n; -- done', ['column1'], [[1], [2]]],
    ['select 1 as a, 2 as a', ['a', 'a'], [[1, 2]]],
    ['select 9223372036854775807 as big, 9007199254740991 as safe', ['big', 'safe'], [[2n ** 63n - 1n, 2 ** 53 - 1]]],
    ["select x'00ff' as bytes", ['bytes'], [[Buffer.from([0, 255])]]],
    [
      'select kind, count(*) as n from log_event group by kind order by kind',
      ['kind', 'n'],
      [
        ['lifecycle', 1],
        ['request', 2],
      ],
    ],
    ["select name from pragma_table_info('warning') order by cid limit 1", ['name'], [['path']]],
    ['pragma user_version', ['user_version'], [[13]]],
  ])('%s', (sql, columns, rows) => {
    expect(sampleCase().query(sql)).toEqual({ columns, rows });
  });
});

const ATTACKS = [
  'drop table log_event',
  'delete from log_event returning *',
  'with x as (select 1) delete from log_event',
  "with x as (select 1) insert into warning select 'a', 'b', 1, 1 from x returning *",
  "update source_file set path = 'x' returning path",
  'replace into analysis values (1, null)',
  'create temp table copy as select * from log_event',
  "attach 'stolen.db' as stolen",
  "attach ':memory:' as other",
  "vacuum into 'copy.db'",
  'vacuum',
  'begin immediate',
  'pragma user_version = 9',
  'pragma journal_mode = wal',
  ' /* x */ -- y\n PRAGMA writable_schema(1)',
  'pragma application_id = 1',
  'pragma schema_version = 9',
  'pragma foreign_keys = off',
  'pragma wal_checkpoint(truncate)',
  "select load_extension('x')",
  'select 1; drop table log_event',
  'select 1; select 2',
  '',
  '-- nothing',
  'select from where',
  'select * from no_such_table',
  'select ?',
];

describe('what is not asked', () => {
  it.each(ATTACKS)('%s', (sql) => {
    const store = sampleCase();
    const before = store.query(
      "select name, sql from sqlite_schema union all select 'events', count(*) from log_event",
    );
    expect(() => store.query(sql)).toThrow(
      expect.objectContaining({ name: 'UserError', code: 'E_SQL', suggestions: ['forensics sql --schema'] }),
    );
    expect(
      store.query("select name, sql from sqlite_schema union all select 'events', count(*) from log_event"),
    ).toEqual(before);
    expect(readdirSync(dirname(store.path)).filter((name) => !name.startsWith('case.db'))).toEqual([]);
    for (const name of ['stolen.db', 'copy.db']) expect(existsSync(join(process.cwd(), name))).toBe(false);
  });

  it("is told in SQLite's own words", () => {
    expect(() => sampleCase().query('select nonsense from incidents')).toThrow('no such column: nonsense');
  });
});
