import { expect, it } from 'vitest';
import { testFormats } from '../../src/app/test-formats.ts';

it('tells of a line that nobody reads what each wrapping and format lacked', async () => {
  const { lines } = await testFormats('fixtures/excerpts/postmortem-indented/timeline.txt', []);
  const reasons = new Map(lines.rows.map((row) => [row[0], row.at(-1)]));
  expect(lines.columns.at(-1)).toBe('why not by others');
  expect(reasons.get(1)).toBe(
    'pasted: not wrapped so; syslog: not wrapped so; gunicorn-error: does not begin like [YYYY-MM-DD hh:mm:ss +zzzz] [pid] [LEVEL]',
  );
  expect(reasons.get(5)).toBe('');
});
