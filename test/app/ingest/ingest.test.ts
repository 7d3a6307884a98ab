import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ingest } from '../../../src/app/ingest/ingest.ts';
import type { Ingested } from '../../../src/app/ingest/ingest-job.ts';
import { queryCase } from '../../../src/app/query-case.ts';
import type { Report } from '../../../src/model/report.ts';

const STORY = join(import.meta.dirname, '../../../fixtures/cases/seed-story/input');
const NOW = new Date('2026-01-01T00:00:00Z');

let folder: string;
let logs: string;
let casePath: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'forensics-ingest-'));
  logs = join(folder, 'logs');
  casePath = join(folder, 'case.db');
  mkdirSync(logs);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const read = (...paths: readonly string[]): Promise<Ingested> =>
  ingest({ paths: paths.length > 0 ? paths : [logs], casePath, accessFormats: [], toolVersion: '0', now: NOW });

const story = (name: string): Buffer => readFileSync(join(STORY, name));
const copyStory = (): void => {
  for (const name of ['gunicorn.err', 'run.log']) copyFileSync(join(STORY, name), join(logs, name));
};

/** What a report says, without what names the run. */
const said = ({ incidents, workers, tracebacks, failures, summary }: Report) => ({
  incidents,
  workers,
  tracebacks,
  failures,
  summary,
});
const rows = (): number => Number(queryCase(casePath, 'select count(*) from log_event').rows[0]?.[0]);

describe('a file that lies there twice', () => {
  it('is read once, under its first name, and told of', async () => {
    copyStory();
    copyFileSync(join(STORY, 'run.log'), join(logs, 'run.log.bak'));
    for (const [sourcesRead, sourcesUnchanged] of [[2, 0] as const, [0, 3] as const]) {
      const ingested = await read();
      expect(ingested).toMatchObject({ sourcesRead, sourcesUnchanged });
      expect(ingested.report.sources.map(({ path }) => path.slice(logs.length + 1))).toEqual([
        'gunicorn.err',
        'run.log',
      ]);
      expect(ingested.report.warnings).toMatchObject([
        { path: join(logs, 'run.log.bak'), cause: `is the same as ${join(logs, 'run.log')}, which is read alone` },
      ]);
    }
  });
});

describe('ingesting again', () => {
  it('reads a configuration again that was changed, or of which the .env beside it was: what it said before holds no more', async () => {
    const stated = async () =>
      (await read()).report.settings.flatMap(({ name, value }) => (name === 'timeout' ? [value] : []));
    const write = (name: string, text: string) => {
      writeFileSync(join(logs, name), text);
    };
    copyStory();
    write('Procfile', 'web: gunicorn --timeout ${TIMEOUT} shop.wsgi\n');
    write('.env', 'TIMEOUT=31\n');
    expect(await stated()).toEqual(['31']);
    write('.env', 'TIMEOUT=32\n');
    expect(await stated()).toEqual(['32']);
    write('Procfile', 'web: gunicorn --timeout 33 shop.wsgi\n');
    expect(await stated()).toEqual(['33']);
  });

  it('adds nothing of a file that did not change', async () => {
    copyStory();
    const first = await read();
    const before = rows();
    const second = await read();
    expect(second).toMatchObject({ sourcesRead: 0, sourcesUnchanged: 2 });
    expect(rows()).toBe(before);
    expect(said(second.report)).toEqual(said(first.report));
  });

  it('knows a file again that was moved', async () => {
    copyStory();
    await read();
    renameSync(join(logs, 'run.log'), join(logs, 'run.log.1'));
    const again = await read();
    expect(again).toMatchObject({ sourcesRead: 0, sourcesUnchanged: 2 });
    expect(again.report.sources.map(({ path }) => path)).toContain(join(logs, 'run.log.1'));
  });

  it.each([0.2, 0.45, 0.5, 0.9])(
    'tells the same of a log that was read when it had grown to %d and again when whole',
    async (share) => {
      copyStory();
      const whole = said((await read()).report);
      rmSync(casePath);
      const log = story('run.log');
      const cut = Math.floor(log.length * share);
      writeFileSync(join(logs, 'run.log'), log.subarray(0, cut));
      await read();
      appendFileSync(join(logs, 'run.log'), log.subarray(cut));
      expect(said((await read()).report)).toEqual(whole);
    },
  );

  it('takes a refilled file for another', async () => {
    copyStory();
    await read();
    const log = story('run.log').toString('utf8').replaceAll('10021', '10028');
    writeFileSync(join(logs, 'run.log'), log.slice(0, log.length / 2));
    expect((await read()).sourcesRead).toBe(1);
  });
});

describe('bad input', () => {
  const causes = ({ report }: Ingested) =>
    report.warnings.map(({ path, cause }) => `${path.slice(logs.length + 1)} ${cause}`);

  it('tells of each file that cannot be used, and reads the rest', async () => {
    copyStory();
    writeFileSync(join(logs, 'empty.log'), '');
    writeFileSync(join(logs, 'core'), Buffer.alloc(4_096));
    writeFileSync(join(logs, 'prose.log'), 'the quick brown fox\njumps over the lazy dog\n');
    writeFileSync(join(logs, 'old.log.gz'), gzipSync(story('run.log')).subarray(0, 2_000));
    const ingested = await read();
    expect(ingested.report.incidents).toHaveLength(1);
    expect(causes(ingested)).toEqual([
      expect.stringContaining('core is '),
      'empty.log is empty',
      expect.stringContaining('old.log.gz ends in the middle of a gzip member'),
      expect.stringContaining('prose.log is in no format that is known'),
      expect.stringMatching(/(?:old\.log\.gz|run\.log) holds the same records as .*: each counts once$/),
    ]);
  });

  it('reads nothing and says so where there is nothing to read', async () => {
    writeFileSync(join(logs, 'empty.log'), '');
    await expect(read()).rejects.toMatchObject({ code: 'E_NOTHING_READ' });
  });

  it('leaves a file that is no case untouched', async () => {
    copyStory();
    writeFileSync(casePath, 'my diary, do not touch');
    await expect(read()).rejects.toMatchObject({ code: 'E_NOT_A_CASE' });
    expect(readFileSync(casePath, 'utf8')).toBe('my diary, do not touch');
  });
});

describe('rotated sets', () => {
  it('are one log: a request that started before the rotation and ended after it has ended', async () => {
    const lines = story('run.log').toString('utf8').split('\n');
    copyStory();
    const whole = said((await read()).report);
    rmSync(casePath);
    rmSync(join(logs, 'run.log'));
    const cut = 400;
    writeFileSync(join(logs, 'run.log.2.gz'), gzipSync(`${lines.slice(0, cut).join('\n')}\n`));
    writeFileSync(join(logs, 'run.log.1'), `${lines.slice(cut, 2 * cut).join('\n')}\n`);
    writeFileSync(join(logs, 'run.log'), lines.slice(2 * cut).join('\n'));
    const { report } = await read();
    expect(report.sources.map(({ path }) => path.slice(logs.length + 1))).toEqual([
      'gunicorn.err',
      'run.log.2.gz',
      'run.log.1',
      'run.log',
    ]);
    const roles = (some: Pick<Report, 'incidents'>) =>
      some.incidents.flatMap(({ requests }) => requests.map(({ role, id }) => [role, id]));
    expect(roles(report)).toEqual(roles(whole));
  });
});
