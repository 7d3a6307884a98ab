import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainInCase } from '../../../src/app/explain/explain-in-case.ts';
import { ingest } from '../../../src/app/ingest/ingest.ts';
import { readReport } from '../../../src/app/read-case.ts';

const CASES = join(import.meta.dirname, '../../../fixtures/cases');
const NOW = new Date('2026-01-01T00:00:00Z');

const folder = mkdtempSync(join(tmpdir(), 'forensics-explain-'));
const caseOf = async (name: string): Promise<string> => {
  const casePath = join(folder, `${name}.db`);
  await ingest({ paths: [join(CASES, name, 'input')], casePath, accessFormats: [], toolVersion: '0', now: NOW });
  return casePath;
};

let story: string;
let reloaded: string;
let pooled: string;
beforeAll(async () => {
  story = await caseOf('seed-story');
  reloaded = await caseOf('reload-and-recycle');
  pooled = await caseOf('php-fpm-slowlog');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const explained = (casePath: string, what: string) => explainInCase(casePath, readReport(casePath), what);

const headline = async (casePath: string, what: string): Promise<string> =>
  (await explained(casePath, what)).summary.headline;

describe('what a report does not tell', () => {
  it('is who was the master, and what it did', async () => {
    expect(await headline(reloaded, '985')).toBe(
      '985 is no worker but the master of gunicorn 20.1.0. It started at 2026-11-23T09:51:11+00:00. It was sent HUP at 2026-11-23T09:51:18+00:00. ' +
        'It was sent TTIN at 2026-11-23T09:51:24+00:00. It was sent TTOU at 2026-11-23T09:51:28+00:00. It was sent TERM at 2026-11-23T09:51:34+00:00. ' +
        'It stopped at 2026-11-23T09:51:37+00:00. None of its workers is known to have died abnormally.',
    );
  });

  it('is who was the master of a log in which no line names its speaker', async () => {
    expect(await headline(pooled, '29913')).toMatch(
      /^29913 is no worker but the master of php-fpm\. It started at 2026-11-29T16:06:33.* in \d incidents: i1, /,
    );
  });

  it('is that a request ended well', async () => {
    const log = join(CASES, 'seed-story/input/run.log');
    expect(await headline(story, '2021031256573')).toBe(
      `Request 2021031256573 (/query) ended at 2021-03-12T09:56:58.649+08:00 in worker 10026 with 200 after 0.372 s (${log}:9); it is in no incident.`,
    );
  });

  it('is which incidents a master tells of', async () => {
    expect(await headline(story, '10013')).toMatch(
      /^10013 is no worker but the master of gunicorn 20\.0\.4\. .* in 1 incident: i1\.$/,
    );
    const { incidents, workers } = await explained(story, '10013');
    expect(incidents.map(({ id }) => id)).toEqual(['i1']);
    // where no worker was heard of, the page would say that nothing could be looked at
    expect(workers.length).toBeGreaterThan(0);
  });

  it('is said to be unknown where no log names it either', async () => {
    await expect(explained(story, '2021031299999')).rejects.toMatchObject({ code: 'E_NOT_IN_CASE' });
  });
});
