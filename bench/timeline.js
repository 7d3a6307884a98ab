// Prints how long the timeline takes to its first frame, until a key pressed at once is answered, and how long each later key takes
// to be on the screen, in a real terminal (util-linux' `script`): on the seed story, and on a case of 1,000 incidents with 200 requests each and 10,000 lives.
//
//     node bench/timeline.js            prints the table
//     node bench/timeline.js --quick    10 incidents, one run of each
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openCase } from '../dist/open-case.js';

const COMMAND = fileURLToPath(new URL('../bin/forensics.js', import.meta.url));
const SEED = fileURLToPath(new URL('../fixtures/cases/seed-story/input', import.meta.url));
const isQuick = process.argv.includes('--quick');
const { incidents, runs } = isQuick ? { incidents: 10, runs: 1 } : { incidents: 1_000, runs: 5 };
const REQUESTS_EACH = 200;
const LIVES_EACH = 10;

const folder = mkdtempSync(join(tmpdir(), 'forensics-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true }));
const seed = join(folder, 'seed.db');
const large = join(folder, 'large.db');

const BEGAN = Date.parse('2026-03-09T00:00:00Z');
const iso = (ms) => new Date(ms).toISOString().replace('Z', '+00:00');

/** The seed story's report over and over, a minute apart, with as many requests and lives as are wanted. */
function enlarged(report) {
  const [incident] = report.incidents;
  const claim = incident.requests.find(({ role }) => role === 'casualty');
  const [life] = report.workers;
  const at = (index) => BEGAN + index * 60_000;
  const requestsAt = (index) =>
    Array.from({ length: REQUESTS_EACH }, (_, nth) => ({
      ...claim,
      ...{ id: `${index}-${nth}`, label: `job ${index}-${nth}`, startedAt: iso(at(index) - 100 * nth) },
    }));
  const livesAt = (index) =>
    Array.from({ length: LIVES_EACH }, (_, nth) => ({
      ...life,
      ...{
        pid: 1_000 + index * LIVES_EACH + nth,
        bootedAt: iso(at(index) - 40_000),
        firstSeenAt: iso(at(index) - 39_000),
      },
      ...{
        lastSeenAt: iso(at(index)),
        diedAt: iso(at(index)),
        replacedBy: null,
        end: nth === 0 ? 'timeout' : 'graceful',
      },
    }));
  const all = Array.from({ length: incidents }, (_, index) => index);
  const sources = report.sources.map((source) => ({ ...source, firstAt: iso(at(0)), lastAt: iso(at(incidents)) }));
  return {
    ...report,
    sources,
    summary: { ...report.summary, incidents },
    incidents: all.map((index) => ({
      ...incident,
      ...{ id: `i${index + 1}`, at: iso(at(index)), requests: requestsAt(index) },
      worker: { ...incident.worker, pid: 1_000 + index * LIVES_EACH, diedAt: iso(at(index)) },
    })),
    workers: all.flatMap(livesAt),
  };
}

spawnSync(process.execPath, [COMMAND, 'ingest', SEED, '--case', seed]);
const from = openCase(seed);
const into = openCase(large);
into.saveReport(enlarged(from.report()));
from.close();
into.close();

const FRAME_END = '\u001b[?2026l';
const PATIENCE_MS = 30_000;
const STILL_MS = 500;
const now = () => Number(process.hrtime.bigint()) / 1e6;

/** Runs the timeline in a terminal of 120x40 and presses keys one by one; milliseconds to the first frame and after each key. */
async function walk(casePath) {
  const line = `stty cols 120 rows 40; exec "${process.execPath}" "${COMMAND}" timeline --case "${casePath}"`;
  const env = { ...process.env, LC_ALL: 'C.UTF-8', SHELL: '/bin/sh', CI: '' };
  const began = now();
  const child = spawn('script', ['-qec', line, '/dev/null'], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  let shown = () => undefined;
  let tail = '';
  child.stdout.setEncoding('latin1').on('data', (text) => {
    const seen = tail + text;
    // what ends a frame may come in two reads
    const isShown = seen.includes(FRAME_END);
    tail = isShown ? '' : seen.slice(-FRAME_END.length);
    if (isShown) shown();
  });
  const frame = () =>
    Promise.race([new Promise((done) => (shown = done)), pause(PATIENCE_MS, undefined, { ref: false })]);
  const closed = new Promise((done) => child.on('close', done));
  const stillness = async () => {
    const shownAgain = await Promise.race([frame().then(() => true), pause(STILL_MS, false)]);
    if (shownAgain) await stillness();
  };
  const press = async (key) => {
    const before = now();
    child.stdin.write(key);
    await frame();
    const took = now() - before;
    if (took > PATIENCE_MS) throw new Error(`nothing was shown after the key ${JSON.stringify(key)}`);
    return took;
  };
  await frame();
  const first = now() - began;
  // what answers keys is loaded behind the first frame
  await press('?');
  const answered = now() - began;
  await stillness();
  const pressed = [];
  for (const key of KEYS) pressed.push(await press(key));
  child.stdin.write('q');
  await closed;
  return { first, answered, pressed };
}

// each of them changes what is shown; the first of all has opened the help
const KEYS = ['?', 'z', 'z', 'z', '+', '+', '-', 'n', '\r', '\t', '\t', '?', '?', 'z', 'z', 'z'];

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const words = (ms) => ms.toFixed(ms < 10 ? 1 : 0);

const rows = [];
for (const [name, path] of [
  ['the seed story', seed],
  [
    `${incidents.toLocaleString('en-US')} incidents, ${(incidents * REQUESTS_EACH).toLocaleString('en-US')} requests`,
    large,
  ],
]) {
  const walks = [];
  for (let run = 0; run < runs; run += 1) walks.push(await walk(path));
  const pressed = walks.flatMap((one) => one.pressed);
  const [first, answered] = [walks.map((one) => one.first), walks.map((one) => one.answered)].map(median);
  rows.push([name, first, answered, median(pressed), Math.max(...pressed)]);
}

console.log('| case | first frame, ms | first key answered, ms | a key, ms | slowest key, ms |\n|---|--:|--:|--:|--:|');
for (const [name, ...times] of rows) console.log(`| ${name} | ${times.map(words).join(' | ')} |`);
