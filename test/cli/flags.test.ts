import { expect, it } from 'vitest';
import { exitCodeOf } from '../../src/cli/flags.ts';
import { quietReport, sampleReport } from '../report/sample-report.ts';

it.each([
  ['an incident nobody asked about', sampleReport, undefined, 0],
  ['an incident with --fail-on incident', sampleReport, 'incident', 1],
  ['a quiet day with --fail-on incident', quietReport, 'incident', 0],
])('exits after %s with', (_title, report, failOn, exitCode) => {
  expect(exitCodeOf(report, failOn)).toBe(exitCode);
});
