import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('measures the whole job beside other tools', { timeout: 120_000 }, () => {
  const bench = join(import.meta.dirname, '../../bench/scan.js');
  const table = execFileSync(process.execPath, [bench, '--quick'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  expect(table).toMatch(/^\d+ MB with 25 kills/);
  expect(table).toMatch(/\| forensics ingest, then report +\| +\d+\.\d\d \|/);
  expect(table).toMatch(/\| wc -l +\| +\d+\.\d\d \|/);
});
