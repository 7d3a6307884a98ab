import { describe, expect, it } from 'vitest';
import { select } from '../../../src/app/explain/select.ts';
import type { Report } from '../../../src/model/report.ts';
import { incident } from '../../report/sample-incident.ts';
import { sampleReport } from '../../report/sample-report.ts';

const ALL = { incident: undefined, since: undefined, until: undefined };
const later = { ...incident, id: 'inc-2', at: '2021-03-12T12:00:00.000+09:00', casualtyCount: 3, requests: [] };
const report: Report = { ...sampleReport, incidents: [incident, later] };

const idsOf = (
  selection: Partial<typeof ALL> | { readonly since?: Date; readonly until?: Date; readonly incident?: string },
): readonly string[] => select(report, { ...ALL, ...selection }).incidents.map(({ id }) => id);

describe('select', () => {
  it('leaves a report alone that nothing narrows', () => {
    expect(select(report, ALL)).toBe(report);
  });

  it.each([
    ['since a time in another zone', { since: new Date('2021-03-12T02:00:00Z') }, ['inc-2']],
    ['until a time', { until: new Date('2021-03-12T02:00:00Z') }, ['inc-1']],
    ['since the very moment', { since: new Date('2021-03-12T03:00:00Z') }, ['inc-2']],
    ['one incident', { incident: 'INC-2' }, ['inc-2']],
    ['a time without any', { since: new Date('2022-01-01T00:00:00Z') }, []],
  ])('narrows to %s', (_title, selection, ids) => {
    expect(idsOf(selection)).toEqual(ids);
  });

  it('counts anew what is left, and says so', () => {
    const { summary } = select(report, { ...ALL, incident: 'inc-2' });
    expect(summary).toMatchObject({ incidents: 1, culprits: 0, casualties: 3 });
    expect(summary.headline).toBe('Incident inc-2, worker 20431 of 2 in this case: 3 casualties.');
  });

  it('says that a time holds none, rather than that none happened', () => {
    const { summary } = select(report, { ...ALL, since: new Date('2022-01-01T00:00:00Z') });
    expect(summary.headline).toBe('None of the 2 incidents in this case is within the time asked for.');
  });

  it('refuses an incident that is not there, and names those that are', () => {
    expect(() => select(report, { ...ALL, incident: 'inc-7' })).toThrow(
      expect.objectContaining({
        code: 'E_NO_SUCH_INCIDENT',
        suggestions: ['Ask for one of: inc-1, inc-2', 'List all with: forensics incidents'],
      }),
    );
  });
});
