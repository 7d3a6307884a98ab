import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openCase } from '../../src/store/open-case.ts';
import { sampleReport } from '../report/sample-report.ts';
import { temporaryFolder } from './temporary-case.ts';

const BEFORE_TOLD_TOGETHER = 12;

it('reads the report of a case from before it told of workers that died together, and of near misses less', () => {
  const path = join(temporaryFolder(), 'case.db');
  const store = openCase(path);
  store.saveReport(sampleReport);
  store.close();
  const db = new Database(path);
  db.exec(`update analysis set report = json_remove(report, '$.diedTogether', '$.failureDiagnoses',
    '$.nearMisses[0].sign', '$.nearMisses[0].host', '$.nearMisses[0].together', '$.nearMisses[0].lastBegun',
    '$.nearMisses[0].timeoutSeconds', '$.nearMisses[0].timeoutFrom')`);
  db.pragma(`user_version = ${String(BEFORE_TOLD_TOGETHER)}`);
  db.close();
  const older = openCase(path);
  const report = older.report();
  older.close();
  const [miss] = sampleReport.nearMisses;
  const asked = {
    host: null,
    sign: 'all-held',
    timeoutSeconds: null,
    timeoutFrom: null,
    lastBegun: null,
    together: [],
  };
  expect(report).toEqual({
    ...{ ...sampleReport, remarks: [], diedTogether: [], failureDiagnoses: [] },
    nearMisses: [{ ...miss, ...asked }],
  });
});
