import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('finds two minutes in a huge log, and reads little more than the quarter of an hour around them', () => {
  const bench = join(import.meta.dirname, '../../bench/window.js');
  const table = execFileSync(process.execPath, [bench, '5', '1'], { encoding: 'utf8' });
  const [lines = 0] = /\| two minutes \| (\d+) \|/.exec(table)?.slice(1).map(Number) ?? [];
  // forty lines a second; 10 minutes before are read, and 5 after
  expect(lines).toBeGreaterThan(17 * 60 * 40);
  expect(lines).toBeLessThan(18 * 60 * 40);
}, 60_000);
