import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ingest } from '../../src/app/ingest/ingest.ts';
import type { Ingested } from '../../src/app/ingest/ingest-job.ts';
import { windowAsked } from '../../src/cli/window-asked.ts';
import type { Report } from '../../src/model/report.ts';

const STORY = join(import.meta.dirname, '../../fixtures/cases/seed-story/input');
const NOW = new Date('2021-03-12T12:00:00Z');
const NAMES = ['gunicorn.err', 'run.log'] as const;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'forensics-window-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const story = (name: string): string => readFileSync(join(STORY, name), 'utf8');
/** The story in another hour, with other workers and jobs. */
const atHour = (name: string, hour: string): string =>
  story(name)
    .replaceAll(/(2021-03-12[ T])09:/g, `$1${hour}:`)
    .replaceAll(/\b100(\d\d)\b/g, `1${hour}$1`)
    .replaceAll(/\b20210312(\d{5})\b/g, `20210312${hour}$1`);
const linesOf = (text: string): number => text.split('\n').length - 1;

/** A day on which the story happens in these hours, with nothing between. */
function dayOf(hours: readonly string[], name = 'logs', stored = (text: string): Buffer => Buffer.from(text)): string {
  const logs = join(folder, name);
  mkdirSync(logs, { recursive: true });
  for (const name of NAMES) writeFileSync(join(logs, name), stored(hours.map((hour) => atHour(name, hour)).join('')));
  return logs;
}

interface Asked {
  readonly since?: string;
  readonly until?: string;
}

const read = async (logs: string, asked: Asked = {}, casePath = join(folder, 'case.db')): Promise<Ingested> =>
  ingest({
    ...{ paths: [logs], casePath, accessFormats: [], toolVersion: '0', now: NOW },
    window: await windowAsked(asked, NOW),
  });

/** Who did what, without when and where. */
const whoOf = ({ incidents }: Report) =>
  incidents.map(({ cause, worker, requests }) => ({
    ...{ cause, pid: worker.pid },
    requests: requests.map(({ role, label }) => `${role} ${label}`),
  }));

const NINE = { since: '2021-03-12 09:50', until: '2021-03-12 10:10' };

it('reads only what is asked for, and says of it what it says where there is nothing else', async () => {
  const { report } = await read(dayOf(['05', '09', '13']), NINE);
  const { report: alone } = await read(dayOf(['09'], 'alone'), {}, join(folder, 'alone.db'));
  expect(whoOf(report)).toEqual(whoOf(alone));
  expect(report.incidents[0]?.at).toBe(alone.incidents[0]?.at);
});

it('counts lines from the first of the log, read or not', async () => {
  const { report } = await read(dayOf(['05', '09', '13']), NINE);
  const { report: alone } = await read(dayOf(['09'], 'alone'), {}, join(folder, 'alone.db'));
  const placesOf = ({ incidents }: Report) =>
    incidents.flatMap(({ events }) =>
      events.map(({ evidence: { file, line } }) => ({ name: NAMES.find((one) => file.endsWith(one)), line })),
    );
  const before = Object.fromEntries(NAMES.map((name) => [name, linesOf(atHour(name, '05'))]));
  expect(placesOf(alone).length).toBeGreaterThan(0);
  expect(placesOf(report)).toEqual(
    placesOf(alone).map(({ name, line }) => ({ name, line: line + (before[name ?? ''] ?? 0) })),
  );
});

it.each<readonly [title: string, asked: Asked, hours: readonly string[]]>([
  ['an open end', { since: '2021-03-12 09:50' }, ['09', '13']],
  ['an open beginning', { until: '2021-03-12 10:10' }, ['05', '09']],
  [
    'instants, by the zone of this machine where a log states none',
    { since: '2021-03-11T21:50:00Z', until: '2021-03-11T22:10:00Z' },
    ['05'],
  ],
  ['words that count from now', { since: '15 hours ago', until: '13 hours ago' }, ['05']],
  ['nothing there', { since: '2021-03-11 09:50', until: '2021-03-11 10:10' }, []],
])('takes %s', async (_title, asked, hours) => {
  vi.stubEnv('TZ', 'Asia/Shanghai');
  const { report } = await read(dayOf(['05', '09', '13']), asked);
  vi.unstubAllEnvs();
  expect(report.incidents.map(({ at }) => at?.slice(11, 13))).toEqual(hours);
});

it('says where a log holds nothing of it', async () => {
  const { report } = await read(dayOf(['09']), { since: '2021-03-12 12:00' });
  expect(report.warnings.map(({ cause }) => cause)).toEqual(
    Array.from({ length: 2 }, () => 'holds nothing of the time that --since and --until ask for'),
  );
});

it('says where it took an instant for the time of this machine', async () => {
  const { report } = await read(dayOf(['09']), { since: '2021-03-12T01:50:00Z' });
  expect(report.warnings).toEqual([
    expect.objectContaining({
      path: expect.stringMatching(/run\.log$/) as unknown,
      cause: expect.stringContaining('states no zone') as unknown,
    }),
  ]);
});

it('looks through what can only be read in order', async () => {
  const logs = dayOf(['05', '09', '13'], 'logs', gzipSync);
  const { report } = await read(logs, NINE);
  expect(report.incidents.map(({ at }) => at?.slice(11, 13))).toEqual(['09']);
});

it('looks through a log whose times do not run on, and says so', async () => {
  const { report } = await read(dayOf(['13', '05', '09']), NINE);
  expect(report.incidents.map(({ at }) => at?.slice(11, 13))).toEqual(['09']);
  expect(report.warnings.map(({ cause }) => cause)).toContain(
    'states no times that run on: all of it was looked through for --since and --until',
  );
});

it('reads anew where another stretch is asked for, and all where none is', async () => {
  const logs = dayOf(['05', '09', '13']);
  await read(logs, NINE);
  expect(await read(logs, NINE)).toMatchObject({ sourcesRead: 0, sourcesUnchanged: 2 });
  const { report: early } = await read(logs, { until: '2021-03-12 06:00' });
  expect(early.incidents.map(({ at }) => at?.slice(11, 13))).toEqual(['05']);
  const { report } = await read(logs);
  const { report: fresh } = await read(logs, {}, join(folder, 'fresh.db'));
  expect(report).toEqual(fresh);
  expect(report.incidents).toHaveLength(3);
});
