import { expect, it } from 'vitest';
import { formatsOf } from '../../../src/app/formats/declared-formats.ts';
import { testFormats } from '../../../src/app/formats/test-formats.ts';

it('tells of a line that nobody reads what each wrapping and format lacked', async () => {
  const { lines } = await testFormats('fixtures/excerpts/postmortem-indented/timeline.txt', []);
  const reasons = new Map(lines.rows.map((row) => [row[0], row.at(-1)]));
  expect(lines.columns.at(-1)).toBe('why not by others');
  expect(reasons.get(1)).toBe(
    'pasted: not wrapped so; syslog: not wrapped so; gunicorn-error: does not begin like [YYYY-MM-DD hh:mm:ss +zzzz] [pid] [LEVEL]',
  );
  expect(reasons.get(5)).toBe('');
});

it('calls a format of one’s own by the name that it was given, line by line', async () => {
  const input = 'fixtures/cases/format-of-your-own/input';
  const declared = formatsOf(`${input}/.forensics/formats/billing.yaml`).map(({ declaration }) => declaration.layout);
  const { lines } = await testFormats(`${input}/billing.log`, declared);
  expect(new Set(lines.rows.map((row) => row[lines.columns.indexOf('read by')]))).toEqual(new Set(['billing']));
});
