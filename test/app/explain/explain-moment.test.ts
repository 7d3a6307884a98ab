import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/app/explain/explain.ts';
import { explainMoment } from '../../../src/app/explain/explain-moment.ts';
import { momentAsked } from '../../../src/cli/status-asked.ts';
import { sampleReport } from '../../report/sample-report.ts';

const [incident] = sampleReport.incidents;
const at = Date.parse(incident?.at ?? '');

describe('what went wrong at a time', () => {
  it.each([
    ['in the moment', 0],
    ['just before', -50_000],
    ['just after', 50_000],
  ])('is the incident whose worker was held or missed then: %s', (_, offset) => {
    const { incidents, summary } = explainMoment(sampleReport, new Date(at + offset));
    expect(incidents.map(({ id }) => id)).toEqual([incident?.id]);
    expect(summary.headline).toContain(`1 incident (${incident?.id ?? ''})`);
  });

  it('is nothing an hour away, but for the way to the nearest', () => {
    expect(() => explainMoment(sampleReport, new Date(at + 3_600_000))).toThrow(/Nothing is known to have gone wrong/);
  });

  it.each([
    ['9:57', true],
    ['2021-03-12 09:57:40', true],
    ['20431', false],
    ['r829', false],
  ])('is asked for by a time alone: %s', (what, isTime) => {
    expect(momentAsked({ what }, sampleReport) !== undefined).toBe(isTime);
  });
});

describe('a request by what it asked for', () => {
  const claim = incident?.requests.find(({ target }) => target !== null);

  it('is found with and without its method and query', () => {
    if (!incident || !claim) throw new Error('none');
    const asked = { ...claim, method: 'POST', target: '/mana?job=17', label: 'job 17' };
    const report = { ...sampleReport, incidents: [{ ...incident, requests: [asked] }] };
    for (const what of ['/mana', 'POST /mana', '/mana?job=17', 'POST /mana?job=17'])
      expect(explain(report, what).incidents.map(({ id }) => id)).toEqual([incident.id]);
  });
});
