import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isReport } from './published-schema.ts';

const CASES = 'fixtures/cases';
const reports = readdirSync(CASES)
  .map((name) => join(CASES, name, 'report.json'))
  .filter((path) => existsSync(path));

it.each(reports)('the published schema accepts what the command wrote: %s', (path) => {
  // What differs from run to run is normalised there.
  const report: unknown = JSON.parse(readFileSync(path, 'utf8').replace('<now>', '2026-01-01T00:00:00.000Z'));
  isReport(report);
  expect(isReport.errors ?? []).toEqual([]);
});
