import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'forensics-threads-'));
const logs = join(folder, 'logs');
beforeAll(() => {
  // Some blocks, several kills, and requests that begin in one block and end in another.
  execFileSync(process.execPath, [join(ROOT, 'bench/make-logs.js'), logs, '12', '6']);
});
afterAll(() => rmSync(folder, { recursive: true }));

function leftBy(threads: number): string {
  const args = [join(import.meta.dirname, 'ingest-in-threads.js'), logs, join(folder, `${String(threads)}.db`)];
  return execFileSync(process.execPath, [...args, String(threads)], { encoding: 'utf8', maxBuffer: 1 << 28 });
}

it('leaves the same, however many threads scan', { timeout: 120_000 }, () => {
  const alone = leftBy(1);
  expect(JSON.parse(alone)).toMatchObject({ report: { summary: { incidents: 6 } } });
  expect(leftBy(2)).toBe(alone);
  expect(leftBy(4)).toBe(alone);
});
