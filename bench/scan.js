// Runs the whole main job (ingest and text report of seeded logs) beside the tools that people have for a look at so many lines,
// in turn, and prints medians, ratios and peak memory:
//
//     npm run bench              1 GB with 500 kills, five times; writes the table into bench/README.md
//     npm run bench -- --quick   50 MB with 25 kills, once; writes nothing
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../bin/forensics.js', import.meta.url));
const README = new URL('README.md', import.meta.url);
const isQuick = process.argv.includes('--quick');
const { megabytes, kills, runs } = isQuick
  ? { megabytes: 50, kills: 25, runs: 1 }
  : { megabytes: 1_000, kills: 500, runs: 5 };

const folder = mkdtempSync(join(tmpdir(), 'forensics-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true }));
const logs = join(folder, 'logs');
const kept = join(folder, 'case.db');
const isThere = (tool) => spawnSync('which', [tool]).status === 0;
const GNU_TIME = '/usr/bin/time';

/** Seconds and peak memory in MB of one run of a shell command. */
function measure(command) {
  const withMemory = existsSync(GNU_TIME);
  const [program, args] = withMemory ? [GNU_TIME, ['-f', '%M', 'sh', '-c', command]] : ['sh', ['-c', command]];
  const from = process.hrtime.bigint();
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  const seconds = Number(process.hrtime.bigint() - from) / 1e9;
  if (status !== 0) throw new Error(`${command} failed: ${stderr}`);
  return { seconds, megabytes: withMemory ? Number(stderr.trim().split('\n').at(-1)) / 1024 : NaN };
}

const ours = `"${process.execPath}" "${COMMAND}"`;
const ingest = `${ours} ingest "${logs}" --case "${kept}"`;
const forgetCase = () => {
  for (const end of ['', '-wal', '-shm']) rmSync(kept + end, { force: true });
};
const GROWING = join(logs, 'access.log');
const APPENDED_BYTES = 1e6;
/** Takes the last megabyte off the access log; gives it back. */
function holdBack() {
  const text = readFileSync(GROWING);
  const at = text.length - APPENDED_BYTES;
  truncateSync(GROWING, at);
  return text.subarray(at);
}
const CASES = [
  {
    name: 'forensics ingest, then report',
    before: forgetCase,
    command: `${ingest} && ${ours} report --case "${kept}"`,
  },
  { name: 'forensics ingest again, nothing new', command: ingest },
  { name: 'forensics report', command: `${ours} report --case "${kept}"` },
  { name: 'lnav, counting lines', tool: 'lnav', command: `lnav -n -c ';select count(*) from all_logs' "${logs}"/*` },
  { name: 'rg, counting two literals', tool: 'rg', command: `rg -c -e 'WORKER TIMEOUT' -e 'Booting worker' "${logs}"` },
  { name: 'wc -l', tool: 'wc', command: `wc -l "${logs}"/*` },
];

const made = spawnSync(process.execPath, [
  fileURLToPath(new URL('make-logs.js', import.meta.url)),
  ...[logs, String(megabytes), String(kills)],
]);
if (made.status !== 0) throw new Error(String(made.stderr));
const heldBack = holdBack();
const logBytes = readdirSync(logs).reduce((sum, name) => sum + statSync(join(logs, name)).size, 0);

const missing = CASES.filter(({ tool }) => tool && !isThere(tool));
for (const { tool } of missing) console.error(`${tool} is not installed: its row is left out`);
if (!existsSync(GNU_TIME)) console.error(`${GNU_TIME} is not installed: peak memory is not measured`);
const present = CASES.filter((each) => !missing.includes(each)).map((each) => ({ ...each, taken: [] }));
for (let run = 0; run < runs; run += 1)
  for (const { before, command, taken } of present) {
    before?.();
    taken.push(measure(command));
  }
const caseBytes = statSync(kept).size;
appendFileSync(GROWING, heldBack);
const appended = measure(ingest);

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const medians = present.map(({ name, tool, taken }) => ({
  ...{ name, tool },
  seconds: median(taken.map(({ seconds }) => seconds)),
  memory: median(taken.map(({ megabytes: one }) => one)),
}));
medians.splice(2, 0, {
  name: 'forensics ingest again, 1 MB appended',
  seconds: appended.seconds,
  memory: appended.megabytes,
});
const yardstick = medians.find(({ tool }) => tool === 'lnav')?.seconds;
const ratio = (seconds) => (yardstick === undefined ? '-' : (seconds / yardstick).toFixed(2));
const rounded = (memory) => (Number.isNaN(memory) ? '-' : memory.toFixed(0));
const table = [
  `${(logBytes / 1e6).toFixed(0)} MB with ${String(kills)} kills, ${String(runs)} run(s), medians; the case took ${(caseBytes / 1e6).toFixed(1)} MB (${((100 * caseBytes) / logBytes).toFixed(1)} % of the logs).`,
  '',
  '| job | seconds | times lnav | peak MB |',
  '| --- | --: | --: | --: |',
  ...medians.map(
    ({ name, seconds, memory }) => `| ${name} | ${seconds.toFixed(2)} | ${ratio(seconds)} | ${rounded(memory)} |`,
  ),
].join('\n');
console.log(table);

if (!isQuick) {
  const [begin, end] = ['<!-- scan:begin -->\n', '\n<!-- scan:end -->'];
  const text = readFileSync(README, 'utf8');
  const [head, rest] = [text.slice(0, text.indexOf(begin) + begin.length), text.slice(text.indexOf(end))];
  writeFileSync(README, `${head}\n${table}\n${rest}`);
}
