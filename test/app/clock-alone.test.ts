import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ingest } from '../../src/app/ingest/ingest.ts';
import type { Report } from '../../src/model/report.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'forensics-clock-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Of a log that was last written to on 23 November 2026. */
async function read(lines: readonly string[]): Promise<Report> {
  const path = join(folder, 'celery.log');
  writeFileSync(path, lines.join('\n'));
  utimesSync(path, 1_795_424_000, 1_795_424_000);
  const options = { casePath: join(folder, 'case.db'), accessFormats: [], toolVersion: '0', now: new Date(0) };
  return (await ingest({ paths: [path], ...options })).report;
}

const CELERY = [
  '[08:02:20,117: INFO/MainProcess] Task shop.tasks.build[0d1f2a7e-30f8-4f0e-8b83-6a2f4b0e7f11] received',
  "[08:03:20,310: ERROR/MainProcess] Process 'ForkPoolWorker-2' pid:71 exited with 'signal 9 (SIGKILL)'",
];

it('a time of day alone is of the day on which the file was last written to, and the report says so', async () => {
  const { incidents, gaps } = await read(CELERY);
  expect(incidents.map(({ at, worker }) => [at, worker.pid])).toEqual([['2026-11-23T08:03:20.310+00:00', 71]]);
  expect(gaps.find(({ what }) => what.startsWith('on which day'))?.why).toContain('2026-11-23');
});

it('it is of no such day where another line states its own, or a collector does', async () => {
  const dated = await read([...CELERY, '2022-04-05 08:04:00 [7] [INFO] Handling signal: term']);
  const stamped = await read(CELERY.map((line) => `2022-04-05T08:09:00.000000000Z ${line}`));
  expect([...dated.incidents, ...stamped.incidents].map(({ at }) => at?.slice(0, 10))).toEqual([
    '2022-04-05',
    '2022-04-05',
  ]);
});
