// Prints how long two minutes out of one huge log take that was never read before, and how much was read for them:
//
//     node bench/window.js [GIGABYTES] [RUNS]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeLongLog } from './make-long-log.js';

const COMMAND = fileURLToPath(new URL('../bin/forensics.js', import.meta.url));
const MINUTE = 60_000;
const [gigabytes = 100, runs = 5] = process.argv.slice(2).map(Number);

const folder = mkdtempSync(join(tmpdir(), 'forensics-window-'));
process.on('exit', () => rmSync(folder, { recursive: true }));
const log = join(folder, 'access.log');
const moment = makeLongLog(log, gigabytes);
/** As the log writes its own time. */
const words = (ms) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
const asked = ['--since', words(moment - MINUTE), '--until', words(moment + MINUTE)];

/** What a program said, and seconds until its end. */
const measure = (args) => {
  const from = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return { stdout, seconds: Number(process.hrtime.bigint() - from) / 1e9 };
};
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const ingests = Array.from({ length: runs }, (_, run) =>
  measure([COMMAND, 'ingest', log, '--case', join(folder, `${String(run)}.db`), ...asked, '--json']),
);
const alone = Array.from({ length: runs }, () => measure(['-e', '0']));
const [source] = JSON.parse(ingests[0].stdout).sources;
console.log('| log, GB | asked for | lines read | seconds | of which `node alone` |\n|--:|---|--:|--:|--:|');
const [seconds, start] = [ingests, alone].map((taken) => median(taken.map((one) => one.seconds)).toFixed(2));
console.log(`| ${String(gigabytes)} | two minutes | ${String(source.lines)} | ${seconds} | ${start} |`);
