// Prints how long the built command takes to start and to tell its built-in story: medians of RUNS runs in turn.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const RUNS = 15;
const COMMAND = fileURLToPath(new URL('../bin/forensics.js', import.meta.url));
const CASES = [
  { name: 'node alone', args: ['-e', '0'] },
  { name: 'forensics --version', args: [COMMAND, '--version'] },
  { name: 'forensics --help', args: [COMMAND, '--help'] },
  { name: 'forensics demo', args: [COMMAND, 'demo'] },
];

const times = CASES.map(() => []);
for (let run = 0; run < RUNS; run += 1)
  for (const [at, { args }] of CASES.entries()) {
    const from = process.hrtime.bigint();
    spawnSync(process.execPath, args, { stdio: 'ignore' });
    times[at].push(Number(process.hrtime.bigint() - from) / 1e6);
  }

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
console.log('| command | median ms |\n|---|--:|');
for (const [at, { name }] of CASES.entries()) console.log(`| \`${name}\` | ${median(times[at]).toFixed(0)} |`);
