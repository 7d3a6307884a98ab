import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const corpus = mkdtempSync(join(tmpdir(), 'forensics-corpus-'));
afterAll(() => rmSync(corpus, { recursive: true }));

const LOG = [
  '[2026-01-05 10:00:00 +0000] [1] [INFO] Starting gunicorn 20.1.0',
  '[2026-01-05 10:00:00 +0000] [7] [INFO] Booting worker with pid: 7',
  '[2026-01-05 10:02:00 +0000] [1] [CRITICAL] WORKER TIMEOUT (pid:7)',
  '[2026-01-05 10:02:01 +0000] [8] [INFO] Booting worker with pid: 8',
  '',
].join('\n');

const died = (pid: number, cause: string) => ({
  ...{ pid, cause, at: '2026-01-05T10:02:01Z', timeout_at: '2026-01-05T10:02:00Z', died_by: 'exit 1' },
  ...{ culprits: [], casualties: [], culprit_frame: null },
});

const scenario = (name: string, incidents: readonly object[]) => {
  mkdirSync(join(corpus, name, 'logs'), { recursive: true });
  writeFileSync(join(corpus, name, 'logs', 'gunicorn.err'), LOG);
  const truth = { stack: { worker_class: 'sync' }, incidents, requests: {}, unscored: {} };
  writeFileSync(join(corpus, name, 'truth.json'), JSON.stringify(truth));
};

it('prints how many of the claims hold, and which do not', { timeout: 60_000 }, () => {
  scenario('right', [died(7, 'timeout')]);
  scenario('wrong-cause', [died(7, 'oom')]);
  scenario('wrong-worker', [died(9, 'timeout')]);
  const printed = execFileSync(process.execPath, ['bench/calibrate.js', corpus], { encoding: 'utf8' });
  expect(printed).toMatch(/^3 scenarios, \d+ claims, Brier score 0\.\d{4}$/m);
  expect(printed).toMatch(/^\| cause \| 3 \| 0\.990 \| 0\.333 \|/m);
  const wrong = printed.split('\n').filter((line) => line.endsWith('i1 (worker 7): timeout'));
  expect(wrong).toEqual(['  0.99  wrong-cause i1 (worker 7): timeout', '  0.99  wrong-worker i1 (worker 7): timeout']);
});

it('says so where there is nothing to judge', () => {
  rmSync(corpus, { recursive: true });
  mkdirSync(corpus);
  expect(() => execFileSync(process.execPath, ['bench/calibrate.js', corpus], { stdio: 'ignore' })).toThrow();
});
