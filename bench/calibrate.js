// Prints how far the confidences of the built command can be trusted: of all claims that it makes with a confidence in each
// tenth, the share that holds, and the Brier score. The truth is a corpus beside the project, never a part of it:
//
//     npm run calibrate -- ../shared/corpus
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { judgeClaims } from './judge-claims.js';

const COMMAND = fileURLToPath(new URL('../bin/forensics.js', import.meta.url));
const [corpus = '../shared/corpus'] = process.argv.slice(2);

function reportOn(logs) {
  const folder = mkdtempSync(join(tmpdir(), 'forensics-calibrate-'));
  const kept = join(folder, 'case.db');
  const run = (...args) =>
    spawnSync(process.execPath, [COMMAND, ...args, '--case', kept], { encoding: 'utf8', maxBuffer: 1 << 30 });
  try {
    run('ingest', logs);
    return JSON.parse(run('report', '--format', 'json').stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const mean = (numbers) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
const brier = (claims) => mean(claims.map(({ confidence, holds }) => (confidence - (holds ? 1 : 0)) ** 2));
const share = (claims) => mean(claims.map(({ holds }) => (holds ? 1 : 0)));
const row = (name, claims) =>
  `| ${name} | ${claims.length} | ${mean(claims.map(({ confidence }) => confidence)).toFixed(3)} | ${share(claims).toFixed(3)} | ${brier(claims).toFixed(4)} |`;
const HEAD = '| claims | mean confidence | share that holds | Brier |\n|--:|--:|--:|--:|';

function table(title, claims, keyOf) {
  console.log(`\n| ${title} ${HEAD.replace('\n|', '\n|---|')}`);
  const keys = [...new Set(claims.map(keyOf))].sort();
  for (const key of keys)
    console.log(
      row(
        key,
        claims.filter((claim) => keyOf(claim) === key),
      ),
    );
}

/** `0.9-1.0`; a certainty of 1 belongs to the last tenth. */
const tenthOf = ({ confidence }) => {
  const from = Math.min(9, Math.floor(confidence * 10 + 1e-9));
  return `${(from / 10).toFixed(1)}-${((from + 1) / 10).toFixed(1)}`;
};

const scenarios = readdirSync(corpus)
  .filter((name) => existsSync(join(corpus, name, 'truth.json')))
  .sort();
const claims = scenarios.flatMap((name) => {
  const truth = JSON.parse(readFileSync(join(corpus, name, 'truth.json'), 'utf8'));
  return judgeClaims(reportOn(join(corpus, name, 'logs')), truth).map((claim) => ({
    ...claim,
    what: `${name} ${claim.what}`,
  }));
});
if (claims.length === 0) {
  console.error(`No claims to judge: ${corpus} holds no scenario with logs/ and truth.json`);
  process.exitCode = 2;
} else {
  console.log(`${scenarios.length} scenarios, ${claims.length} claims, Brier score ${brier(claims).toFixed(4)}`);
  table('confidence', claims, tenthOf);
  table('claim', claims, ({ kind }) => kind);
  console.log('\nClaims that do not hold, the surest first:');
  const wrong = claims.filter(({ holds }) => !holds).sort((a, b) => b.confidence - a.confidence);
  for (const { confidence, what } of wrong) console.log(`  ${confidence.toFixed(2)}  ${what}`);
}
