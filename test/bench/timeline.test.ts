import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('measures the first frame and each key in a real terminal', { timeout: 120_000 }, () => {
  const bench = join(import.meta.dirname, '../../bench/timeline.js');
  const table = execFileSync(process.execPath, [bench, '--quick'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  expect(table).toMatch(/\| the seed story \| \d/);
  expect(table).toMatch(/\| 10 incidents, 2,000 requests \| \d/);
});
