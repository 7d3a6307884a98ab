import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeReport } from '../../src/cli/report-file.ts';
import { sampleReport } from '../report/sample-report.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'forensics-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const report = sampleReport;

it('writes the pieces', () => {
  const path = join(folder, 'report.txt');
  writeReport(path, { pieces: ['one\n', 'two\n'], casePath: join(folder, 'case.db'), report });
  expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n');
});

it.each(['case.db', './x/../case.db', 'run.log'])('does not write over the evidence %s', (name) => {
  const sources = report.sources.map((source) => ({ ...source, path: join(folder, source.path) }));
  const output = { pieces: ['x'], casePath: join(folder, 'case.db'), report: { ...report, sources } };
  expect(() => {
    writeReport(`${folder}/${name}`, output);
  }).toThrow(expect.objectContaining({ code: 'E_IS_EVIDENCE' }));
  expect(existsSync(`${folder}/${name}`)).toBe(false);
});

it('says what to check where it cannot write', () => {
  const output = { pieces: ['x'], casePath: 'case.db', report };
  expect(() => {
    writeReport(join(folder, 'no', 'such', 'folder'), output);
  }).toThrow(expect.objectContaining({ name: 'UserError', code: 'E_UNWRITABLE' }));
});
