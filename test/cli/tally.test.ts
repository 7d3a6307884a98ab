import { expect, it } from 'vitest';
import { tally } from '../../src/cli/tally.ts';

it.each([
  [{ sourcesRead: 2, sourcesUnchanged: 0, warnings: 0 }, 'Read 2 sources, 0 warnings.'],
  [
    { sourcesRead: 1, sourcesUnchanged: 3, warnings: 1 },
    'Read 1 source, 3 sources unchanged since the last time, 1 warning.',
  ],
])('of %o', (ingested, line) => {
  expect(tally(ingested)).toBe(line);
});
