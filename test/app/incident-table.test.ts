import { expect, it } from 'vitest';
import { incidentTable } from '../../src/app/incident-table.ts';
import type { Incident } from '../../src/model/report.ts';
import { culprit, incident } from '../report/sample-incident.ts';
import { sampleReport } from '../report/sample-report.ts';

const culpritOf = (changes: Partial<Incident>): unknown =>
  incidentTable({ ...sampleReport, incidents: [{ ...incident, ...changes }] }).rows[0]?.[4];

it('tells when, who, of what, by whom and how many', () => {
  expect(incidentTable(sampleReport)).toEqual({
    columns: ['id', 'when', 'pid', 'cause', 'culprit', 'casualties', 'confidence'],
    rows: [['inc-1', '2021-03-12T09:57:44.000+08:00', 20431, 'timeout', 'job 2021031256665', 16, 0.99]],
  });
});

it.each([
  [
    'the code where the logs name no request',
    { requests: [{ ...culprit, id: null, target: null }] },
    'gen_op.py:447 write_sn_file',
  ],
  ['the code where no request is accused', { requests: [] }, 'gen_op.py:447 write_sn_file'],
  ['nobody where neither is known', { requests: [], blocked: null }, null],
])('blames %s', (_title, changes, blamed) => {
  expect(culpritOf(changes)).toBe(blamed);
});
