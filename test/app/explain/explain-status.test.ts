import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/app/explain/explain.ts';
import { explainStatus } from '../../../src/app/explain/explain-status.ts';
import type { Failure, Report } from '../../../src/model/report.ts';
import { incident } from '../../report/sample-incident.ts';
import { sampleReport } from '../../report/sample-report.ts';

const failure = (label: string, at: string, kind: Failure['kind'], of: string | null = null): Failure => ({
  ...{ kind, label, at: `2021-03-12T${at}.000+08:00`, incident: of, why: 'because', evidence: [] },
});

const [first, second, third, ...others] = incident.requests;
const seen = [first, second, third].flatMap((claim, at) =>
  claim ? [{ ...claim, clientSaw: at < 2 ? '502' : '200' }] : [],
);
const list = [
  ...seen.map(({ label }) => failure(label, '09:57:44', 'killed', incident.id)),
  failure('GET /feed 502', '09:58:40', 'recycled'),
  failure('GET /feed 502', '10:30:00', 'refused'),
  failure('GET /feed 504', '09:57:44', 'proxyGaveUp'),
  failure('Exception on /feed [GET]', '09:57:44', 'appError'),
];
const report: Report = {
  ...sampleReport,
  incidents: [{ ...incident, requests: [...seen, ...others] }],
  failures: { ...sampleReport.failures, list },
};
const at = new Date('2021-03-12T09:57:42+08:00');

describe('a status at a time', () => {
  it('tells how each of those near was sorted, and the incident in which some died', () => {
    const found = explainStatus(report, { status: '502', at });
    expect(found.summary.headline).toBe(
      '3 requests failed with 502 within a minute of 2021-03-12T09:57:42+08:00: 2 died with a killed worker and 1 cut off by a recycle or reload.',
    );
    expect(found.incidents.map(({ id }) => id)).toEqual([incident.id]);
    expect(found.failures).toMatchObject({ killed: 2, recycled: 1, refused: 0, proxyGaveUp: 0 });
  });

  it('leaves out of the incident who was answered otherwise, but never the culprit', () => {
    const [told] = explainStatus(report, { status: '502', at }).incidents;
    expect(told?.requests.every(({ role, clientSaw }) => role === 'culprit' || clientSaw === '502')).toBe(true);
    expect(told?.requests.some(({ role }) => role === 'culprit')).toBe(true);
  });

  it('tells of no incident in which none of them died', () => {
    expect(explainStatus(report, { status: '504', at }).incidents).toEqual([]);
  });

  it("counts the application's exceptions as answered with 500", () => {
    expect(explainStatus(report, { status: '500', at }).failures).toMatchObject({ appError: 1 });
  });

  it('names the nearest where none is near', () => {
    const asked = { status: '502', at: new Date('2021-03-12T10:20:00+08:00') };
    expect(() => explainStatus(report, asked)).toThrow(
      expect.objectContaining({
        code: 'E_NOT_IN_CASE',
        suggestions: ['The nearest failed at 2021-03-12T10:30:00+08:00'],
      }),
    );
  });

  it('is found at any time too', () => {
    expect(explain(report, '502').failures.list).toHaveLength(4);
    expect(() => explain(report, '418')).toThrow(/called 418/);
  });
});
