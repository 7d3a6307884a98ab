import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectedOutcome, normaliseReport, normaliseText, runCase, writeGolden } from './case-runner.ts';

const CASES = 'fixtures/cases';
const REWRITE = process.env['FORENSICS_GOLDEN'] === '1';

describe('a case', () => {
  it.concurrent.each(readdirSync(CASES))('%s', { timeout: 60_000 }, async (name) => {
    const folder = `${CASES}/${name}`;
    const outcome = await runCase(folder);
    // A crash must not become what is expected: the exit code is the author's word.
    if (REWRITE && outcome.exit === expectedOutcome(folder).exit) writeGolden(folder, outcome);
    expect(outcome).toEqual(expectedOutcome(folder));
  });
});

describe('normalising', () => {
  it('fixes version and time of a report, and nothing else', () => {
    const report = {
      schema: 's/1',
      tool: { name: 'forensics', version: '0.1.0' },
      generatedAt: '2026-11-23',
      gaps: ['0.1.0'],
    };
    expect(JSON.parse(normaliseReport(JSON.stringify(report)) ?? '')).toEqual({
      schema: 's/1',
      tool: { name: 'forensics', version: '<version>' },
      generatedAt: '<now>',
      gaps: ['0.1.0'],
    });
  });

  it.each(['1 incident', '{"incidents":[]}', ''])('takes no other text for a report: %s', (text) =>
    expect(normaliseReport(text)).toBeUndefined(),
  );

  it('fixes folder and version of a text', () => {
    const text = 'forensics 0.1.0-rc.1 read /tmp/a/input/run.log, gunicorn 20.0.4';
    expect(normaliseText(text, '/tmp/a')).toBe('forensics <version> read <folder>/input/run.log, gunicorn 20.0.4');
  });
});
