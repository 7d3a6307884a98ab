import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { readReport } from '../../src/store/bodies.ts';
import { isGunicornInstalled, type Outcome, type Service, startService } from './gunicorn-service.ts';

const installed = isGunicornInstalled();
const required = process.env['FORENSICS_REQUIRE_GUNICORN'] !== undefined;
const BIN = join(import.meta.dirname, '../../bin/forensics.js');
const CULPRIT = '7700';

const WORKERS = 4;
/** The kernel shares connections out unevenly: jobs are sent until each worker has some, but not for ever. */
const MAX_JOBS = 400;

/** Jobs that wait in every worker, then one that writes to a pipe nobody reads: its worker is killed, the others go on. */
async function capture(service: Service): Promise<readonly Outcome[]> {
  const jobs: Promise<Outcome>[] = [];
  const shares = () => [...service.startedByWorker().values()];
  while (shares().length < WORKERS || Math.min(...shares()) < 2) {
    if (jobs.length >= MAX_JOBS) throw new Error('some worker never got a job');
    jobs.push(...Array.from({ length: 4 }, (_, index) => service.ask('/wait', String(1_000 + jobs.length + index))));
    await service.started(jobs.length);
  }
  return Promise.all([...jobs, service.ask('/save', CULPRIT)]);
}

function reportOn(logs: string): Report {
  const run = spawnSync(process.execPath, [BIN, 'ingest', logs, '--case', join(logs, '../case.db'), '--json'], {
    encoding: 'utf8',
  });
  expect(run.stderr.includes('Error')).toBe(false);
  return readReport(run.stdout);
}

it('has a real gunicorn where it must', () => {
  expect(installed || !required).toBe(true);
});

describe.skipIf(!installed)('a real gunicorn with gevent (skipped where gunicorn or gevent is not installed)', () => {
  let service: Service;
  let outcomes: readonly Outcome[];
  let report: Report;

  beforeAll(async () => {
    service = await startService({ workers: WORKERS, timeoutS: 3, gracefulS: 2, sleepS: 12 });
    outcomes = await capture(service);
    report = reportOn(service.logs);
  }, 120_000);

  afterAll(() => service.stop(), 60_000);

  it('finds the one killed worker', () => {
    expect(report.incidents.map(({ cause }) => cause)).toEqual(['timeout']);
  });

  it('names the culprit and where it stood', () => {
    const [incident] = report.incidents;
    const culprits = incident?.requests.filter(({ role }) => role === 'culprit') ?? [];
    expect(culprits.map(({ id }) => id)).toEqual([CULPRIT]);
    expect(incident?.blocked?.kind).toBe('file-io');
    expect(incident?.blocked?.frame).toMatch(/^jobs_app\.py:\d+ save$/);
  });

  it('names exactly the jobs whose clients got nothing', () => {
    const lost = outcomes.filter(({ job, status }) => status === undefined && job !== CULPRIT).map(({ job }) => job);
    const casualties = report.incidents.flatMap(({ requests }) => requests.filter(({ role }) => role === 'casualty'));
    expect(lost.length).toBeGreaterThan(0);
    expect(casualties.map(({ id }) => id).sort()).toEqual([...lost].sort());
  });
});
