import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ingest } from '../../src/app/ingest/ingest.ts';
import { describeCase, queryCase } from '../../src/app/query-case.ts';

const STORY = join(import.meta.dirname, '../../fixtures/cases/seed-story/input');
let folder: string;
let casePath: string;
let log: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'forensics-requests-'));
  casePath = join(folder, 'case.db');
  mkdirSync(join(folder, 'logs'));
  log = join(folder, 'logs', 'run.log');
  for (const name of ['gunicorn.err', 'run.log']) copyFileSync(join(STORY, name), join(folder, 'logs', name));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const read = () =>
  ingest({ paths: [join(folder, 'logs')], casePath, accessFormats: [], toolVersion: '0', now: new Date(0) });
const rows = (sql: string) => queryCase(casePath, sql).rows;

/** Ids of jobs in the log with these words behind. */
const jobs = (words: RegExp): readonly string[] =>
  [...readFileSync(log, 'utf8').matchAll(/job (?<id>\d+) (?<rest>.*)/g)].flatMap(({ groups = {} }) =>
    words.test(groups['rest'] ?? '') ? [groups['id'] ?? ''] : [],
  );

it('gives each request that a log tells of once, also those that no incident touches', async () => {
  await read();
  const told = rows('select id from all_requests where id is not null').map(([id]) => id);
  expect(new Set(told)).toEqual(new Set(jobs(/^start/)));
  expect(told).toHaveLength(new Set(told).size);
  expect(rows('select count(*) from all_requests where ended_at is not null')).toEqual([[jobs(/^finish/).length]]);
});

it('gives those alone that ran between two times, on the clock of the log or on that of an offset', async () => {
  await read();
  const [all] = rows('select count(*) from all_requests');
  const within = rows(
    "select count(*), min(ifnull(ended_at, '9')) >= '2021-03-12T09:57:00' from all_requests('2021-03-12 09:57', '2021-03-12 09:58')",
  );
  expect(Number(within[0]?.[0])).toBeGreaterThan(0);
  expect(Number(within[0]?.[0])).toBeLessThan(Number(all?.[0]));
  expect(within[0]?.[1]).toBe(1);
  expect(rows("select * from all_requests where until = '2021-03-11'")).toEqual([]);
});

it('says so where it cannot look', async () => {
  await read();
  expect(() => rows("select * from all_requests('soon')")).toThrow(/soon is no time such as/);
  appendFileSync(log, '2021-03-12 09:59:00,000 $10028\n\tjob 1 start /x\n');
  expect(rows('select count(*) from all_requests')).toHaveLength(1);
  writeFileSync(log, 'another\n');
  expect(() => rows('select * from all_requests')).toThrow(/is not the log any more that was ingested/);
});

it('says so of a log that can only be read as a whole', async () => {
  writeFileSync(`${log}.gz`, gzipSync(readFileSync(log)));
  rmSync(log);
  await read();
  expect(() => rows('select * from all_requests')).toThrow(/can only be read as a whole/);
});

it('is told among the tables', async () => {
  await read();
  const table = describeCase(casePath).find(({ name }) => name === 'all_requests');
  expect(table?.columns.map(({ name }) => name)).toEqual(expect.arrayContaining(['target', 'duration_ms', 'since']));
});
