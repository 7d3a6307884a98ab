import { expect, it } from 'vitest';
import type { WorkerLife } from '../../src/model/report.ts';
import { micros } from '../../src/model/time.ts';
import { lanesOf } from '../../src/tui/lanes.ts';
import { sampleReport } from '../report/sample-report.ts';

const at = (second: number): string => new Date((1_700_000_000 + second) * 1_000).toISOString();
const life = (pid: number, changes: Partial<WorkerLife>): WorkerLife => ({
  ...{ host: null, pid, name: null, firstSeenAt: null, lastSeenAt: null, replacedBy: null, end: 'running' },
  ...{ bootedAt: null, diedAt: null },
  ...changes,
});
const moment = (second: number) => micros((1_700_000_000 + second) * 1_000_000);

it('shows who took a place with the master of who had it, whoever spoke last in the log that both masters write', () => {
  const workers = [
    life(10, { bootedAt: at(0), diedAt: at(30), replacedBy: 11, end: 'timeout' }),
    life(11, { bootedAt: at(30) }),
    life(5, { diedAt: at(40), replacedBy: 12, end: 'timeout' }),
    life(12, { bootedAt: at(40) }),
  ];
  const masters = [
    { host: null, pid: 1, server: 'gunicorn 26.2.0', boots: [{ pid: 10, at: moment(0) }] },
    {
      ...{ host: null, pid: 2, server: 'gunicorn 20.1.0' },
      boots: [11, 12].map((pid) => ({ pid, at: moment(pid === 11 ? 30 : 40) })),
    },
  ];
  const report = { ...sampleReport, workers, incidents: [], nearMisses: [] };
  const lanes = lanesOf(report, { from: moment(0), to: moment(60) }, masters);
  expect(lanes.map(({ master }) => master)).toEqual([0, 0, 1, 1]);
});
