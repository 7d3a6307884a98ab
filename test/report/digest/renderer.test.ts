import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/model/report.ts';
import { digestRenderer } from '../../../src/report/digest/renderer.ts';
import { incident } from '../sample-incident.ts';
import { blindReport, quietReport, sampleReport } from '../sample-report.ts';

const digest = (report: Report): string =>
  [...digestRenderer.render(report, { colour: false, width: 80, complete: false })].join('');

const withIncidents = (count: number): Report => ({
  ...sampleReport,
  patterns: [
    { title: `${String(count)} workers stood at the same place: ${'word '.repeat(40)}`, incidents: [], evidence: [] },
  ],
  summary: { ...sampleReport.summary, headline: 'word '.repeat(100) },
  incidents: Array.from({ length: count }, (_, at) => ({ ...incident, id: `inc-${String(at)}` })),
});

describe('the digest', () => {
  it('tells the story', async () => {
    await expect(digest(sampleReport)).toMatchFileSnapshot('../golden/seed-story-digest.txt');
  });

  it('of a quiet day says so', () => {
    expect(digest(quietReport)).toBe(
      'No worker died abnormally in these logs (2 read).\nNext: forensics report tells what was looked at.\n',
    );
  });

  it('of logs without any worker does not call that a quiet day', () => {
    expect(digest(blindReport)).toContain('nothing is ruled out');
  });

  it.each([0, 1, 2, 3, 4, 5, 500])('of %d incidents has ten lines at most', (count) => {
    expect(digest(withIncidents(count)).trimEnd().split('\n').length).toBeLessThanOrEqual(10);
  });

  it('names the code where no request is named', () => {
    const requests = incident.requests.slice(0, 1).map((claim) => ({ ...claim, id: null, target: null }));
    const report = { ...sampleReport, incidents: [{ ...incident, requests }] };
    expect(digest(report).replace(/\s+/g, ' ')).toContain('16 casualties, stuck at gen_op.py:447 write_sn_file Also');
  });

  it('names a request without the id for which there is no room', () => {
    const requests = incident.requests
      .slice(0, 1)
      .map((claim) => ({ ...claim, label: 'shop.tasks.pdf (id cfa2dba9)' }));
    const report = { ...sampleReport, incidents: [{ ...incident, requests }] };
    expect(digest(report).replace(/\s+/g, ' ')).toContain('culprit shop.tasks.pdf (very likely');
  });

  it('says what many incidents have in common, and of few each by itself', () => {
    expect(digest(withIncidents(3))).toContain('Alike: 3 workers stood at the same place');
    expect(digest(withIncidents(2))).not.toContain('Alike');
  });

  it('shows of many the gravest, and leads to the worst of them', () => {
    const many = withIncidents(20);
    const incidents = many.incidents.map((each, at) => ({
      ...each,
      casualtyCount: at === 17 ? 40 : at === 12 ? 9 : 0,
    }));
    const told = digest({ ...many, incidents });
    expect(told).toMatch(/inc-12 .*9 casualties\n {2}inc-17 .*40 casualties\n {2}\.\.\. and 18 more/);
    expect(told).toContain('forensics explain inc-17');
  });

  it('says what the most of them have in common', () => {
    const two = { title: 'two at one place', incidents: ['inc-0', 'inc-1'], evidence: [] };
    const four = { title: 'four of one kind', incidents: ['inc-0', 'inc-1', 'inc-2', 'inc-3'], evidence: [] };
    expect(digest({ ...withIncidents(5), patterns: [two, four] })).toContain('Alike: four of one kind');
  });

  it('counts the incidents it leaves out', () => {
    expect(digest(withIncidents(500))).toContain('... and 498 more incidents (forensics incidents lists all)');
  });
});
