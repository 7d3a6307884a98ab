import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { learnSample } from '../../../src/app/ingest/learn-sample.ts';
import { STARTS_LEFT_OUT } from '../../../src/app/ingest/learn-beside.ts';
import { openLearner } from '../../../src/app/ingest/learner.ts';
import { spokenSoFar } from '../../../src/app/ingest/spoken.ts';
import { sourceKinds } from '../../../src/app/source-kinds.ts';
import type { Sample } from '../../../src/scan/learn-written.ts';
import { findSources } from '../../../src/sources/find-sources.ts';
import type { Source } from '../../../src/sources/source.ts';
import { temporaryCase, temporaryFolder } from '../../store/temporary-case.ts';

const MIB = 1024 * 1024;
const BEGAN = Date.UTC(2026, 10, 30, 9, 30, 0);

const asked = Array.from({ length: 150 }, (_, at) => ({
  id: `a${String(at)}`,
  pid: 10 + (at % 2),
  startedMs: at * 390,
  endedMs: at * 390 + 100 + ((at * 7) % 13) * 200,
}));
const stampOf = (ms: number): string => new Date(BEGAN + ms).toISOString().slice(0, 23).replace('T', ' ');

const LOGS = {
  'app.log': asked.map(
    ({ id, pid, startedMs }) =>
      `${stampOf(startedMs).replace('.', ',')} INFO [${String(pid)}] GET /feed request_id=${id}`,
  ),
  'other.log': asked.map(
    ({ startedMs }) => `${stampOf(startedMs).replace('.', ',')} INFO [7] the shelves are in order`,
  ),
  'access.log': [...asked]
    .sort((a, b) => a.endedMs - b.endedMs)
    .map(({ id, pid, startedMs, endedMs }) => {
      const ended = stampOf(endedMs).slice(11, 19);
      const took = ((endedMs - startedMs) / 1_000).toFixed(6);
      return `[30/Nov/2026:${ended} +0000] <${String(pid)}> "GET /feed?job=${id} HTTP/1.1" 200 ${took}`;
    }),
};

/** What is learnt of the application's log, and told of all, where the logs are that long. */
async function learning(bytes: { readonly [Name in keyof typeof LOGS]?: number }) {
  const folder = temporaryFolder();
  for (const [name, lines] of Object.entries(LOGS)) writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
  const longAs = new Map(Object.entries(bytes).map(([name, long]) => [join(folder, name), long]));
  const found = findSources([folder], { kinds: sourceKinds, warn: () => undefined });
  // how long a log is tells the system; what it holds is read from its beginning
  const sources = found.map((source) => ({
    ...source,
    file: undefined,
    bytes: longAs.get(source.path) ?? source.bytes,
  }));
  const warnings: unknown[] = [];
  const learn = async (sample: Sample) => Promise.resolve(learnSample(sample));
  const learner = openLearner(spokenSoFar(temporaryCase()), sources, {
    ...{ accessFormats: [], declared: [], window: undefined, bare: new Set<Source>() },
    scanner: { learn, learnAside: learn },
    warn: ({ path, cause }) => warnings.push([path.slice(folder.length + 1), cause]),
  });
  const app = sources.find(({ path }) => path.endsWith('app.log'));
  if (!app) throw new Error('the log is not found');
  const { layouts } = await learner.written(app);
  return { edges: layouts.flatMap(({ phrases }) => phrases.map(({ edge }) => edge)), warnings };
}

it('reads the starts of an application that tells starts alone', async () => {
  expect(await learning({ 'app.log': 20 * MIB })).toEqual({ edges: ['start'], warnings: [] });
});

it('leaves out those of a long one, and says so', async () => {
  const warnings = [['app.log', STARTS_LEFT_OUT]];
  expect(await learning({ 'app.log': 40 * MIB })).toEqual({ edges: [], warnings });
});

it('reads those of a short one beside a long one that tells of no requests', async () => {
  expect(await learning({ 'other.log': 40 * MIB })).toEqual({ edges: ['start'], warnings: [] });
});
