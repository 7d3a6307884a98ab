// Captures real servers whose workers die, with the truth of who did what to whom, as scenarios that a scorer can judge:
//
//     node bench/captures/run.js OUT [--python PATH]... [--seeds FROM-TO] [--at-once N]
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeLevels } from './levels.js';
import { drive } from './load.js';
import { planOf } from './plan.js';
import { probe } from './probe.js';
import { endStack, pause, startStack } from './stack.js';
import { truthOf } from './truth.js';
import { truthAt } from './visible.js';
import { watchFolders } from './watch.js';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    python: { type: 'string', multiple: true, default: ['python3'] },
    seeds: { type: 'string', default: '1-4' },
    'at-once': { type: 'string', default: '4' },
  },
});
const [out] = positionals;

/** One run: its logs and truth as they were at one moment, all processes gone. */
async function capture(plan, folder) {
  mkdirSync(folder, { recursive: true });
  const stack = await startStack(plan, folder);
  const folders = [folder, ...stack.servers.map((server) => server.folder)];
  const stopWatching = watchFolders(folders);
  try {
    const { seen, acts } = await drive(plan, stack);
    if (plan.halts) {
      for (const server of stack.servers) server.process.kill('SIGTERM');
      await pause(plan.settings.graceful_timeout + 3);
    }
    await pause(0.3);
    return {
      plan,
      folder,
      servers: stack.servers,
      arrivals: stopWatching(),
      seen: structuredClone(seen),
      acts,
      snapshot: snapshot(folders),
    };
  } finally {
    endStack(stack);
  }
}

/** Nothing that is written while all is taken down belongs to the logs. */
function snapshot(folders) {
  return folders.map((folder) => {
    const kept = `${folder}.kept`;
    cpSync(folder, kept, { recursive: true, filter: (path) => path === folder || /\.(?:log|err|jsonl)$/.test(path) });
    return kept;
  });
}

/** The same run, read from what was kept. */
function kept(run) {
  const at = (folder) => `${folder}.kept`;
  const arrivals = new Map([...run.arrivals].map(([path, parts]) => [path.replace(/\/([^/]+)$/, '.kept/$1'), parts]));
  return {
    ...run,
    folder: at(run.folder),
    servers: run.servers.map((server) => ({ ...server, folder: at(server.folder) })),
    arrivals,
  };
}

function write(run, { name, level, dice, texts }, truth) {
  const { plan } = run;
  const stack = {
    gunicorn: plan.server.version,
    worker_class: plan.workerClass,
    workers: plan.settings.workers,
    threads: plan.settings.threads ?? null,
    timeout: plan.settings.timeout,
    graceful_timeout: plan.settings.graceful_timeout,
    proxy: plan.proxy ? 'nginx' : null,
    hosts: plan.hosts,
  };
  writeFileSync(
    join(out, name, 'truth.json'),
    JSON.stringify({ scenario: name, ...truthAt(level, texts, { stack, ...truth }) }, null, 1),
  );
  writeFileSync(
    join(out, name, 'meta.json'),
    JSON.stringify({ scenario: name, level, plan, variation: dice, acts: run.acts }, null, 1),
  );
}

async function runSeed(seed, servers) {
  const plan = planOf(seed, servers);
  const label = `${seed}: gunicorn ${plan.server.version} ${plan.workerClass}, ${plan.framework}, ${plan.logs.style}`;
  try {
    const run = kept(await capture(plan, resolve(out, 'raw', String(seed))));
    const truth = truthOf(run);
    for (const level of writeLevels(run, truth, out)) write(run, level, truth);
    const lost = truth.incidents.reduce((sum, { casualties }) => sum + casualties.length, 0);
    console.log(
      `${label}: ${run.seen.length} requests, ${truth.incidents.map(({ cause }) => cause).join(' ') || 'nobody died'}, ${lost} casualties`,
    );
  } catch (error) {
    console.error(`${label}: ${error.stack}`);
    process.exitCode = 1;
  }
}

const servers = values.python.map(probe);
const [from, to = from] = values.seeds.split('-').map(Number);
const waiting = Array.from({ length: to - from + 1 }, (_, nth) => from + nth);
mkdirSync(out, { recursive: true });
await Promise.all(
  Array.from({ length: Number(values['at-once']) }, async () => {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) await runSeed(seed, servers);
  }),
);
