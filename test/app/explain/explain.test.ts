import { describe, expect, it } from 'vitest';
import { withCitedSources } from '../../../src/app/explain/cited-sources.ts';
import { explain } from '../../../src/app/explain/explain.ts';
import type { Report } from '../../../src/model/report.ts';
import { incident } from '../../report/sample-incident.ts';
import { sampleReport } from '../../report/sample-report.ts';

const other = { ...incident, id: 'inc-2', worker: { ...incident.worker, pid: 10024 }, requests: [], casualtyCount: 3 };
const report: Report = { ...sampleReport, incidents: [incident, other] };

const idsIn = ({ incidents }: Report): readonly string[] => incidents.map(({ id }) => id);

describe('explain', () => {
  it.each([
    ['an incident', 'inc-2', ['inc-2']],
    ['an incident in capitals', 'INC-1', ['inc-1']],
    ['a pid', '10024', ['inc-2']],
    ['a request id', '2021031256233', ['inc-1']],
    ['a label', 'job 2021031256233', ['inc-1']],
  ])('narrows to %s', (_title, what, ids) => {
    expect(idsIn(explain(report, what))).toEqual(ids);
  });

  it('shows a request beside the culprit, and leaves the other casualties counted', () => {
    const [only] = explain(report, '2021031256233').incidents;
    expect(only?.requests.map(({ id, role }) => [id, role])).toEqual([
      ['2021031256665', 'culprit'],
      ['2021031256233', 'casualty'],
    ]);
    expect(only?.casualtyCount).toBe(16);
  });

  it('says in the headline what became of a request, and how sure that is', () => {
    expect(explain(report, '2021031256233').summary.headline).toBe(
      'job 2021031256233 died with worker 20431 in incident inc-1 (very likely, 0.96).',
    );
  });

  it('takes a path for no status, though a failure is labelled with it at its end', () => {
    const failure = { kind: 'appError', at: null, incident: null, why: '', evidence: [] } as const;
    const list = ['Internal Server Error: /item', 'Internal Server Error: GET /item?n=7 500'].map((label) => ({
      ...failure,
      label,
    }));
    const failed = { ...report, failures: { ...report.failures, list } };
    expect(explain(failed, '/item').summary.headline).toBe('2 failed requests named /item.');
  });

  it('names the logs alone that its evidence stands in', () => {
    const { sources } = withCitedSources(explain(report, 'inc-2'));
    const none = { ...explain(report, 'inc-2'), incidents: [], nearMisses: [] };
    expect(sources.length).toBeGreaterThan(0);
    expect(withCitedSources({ ...none, failures: { ...none.failures, list: [] } }).sources).toEqual([]);
  });

  it('knows a request of an incident by a value in its query too', () => {
    const [first, ...rest] = incident.requests;
    const asked = first && { ...first, id: null, target: '/export?order=8812', label: 'POST /export?order=8812' };
    const told = { ...incident, requests: asked ? [asked, ...rest] : rest };
    expect(idsIn(explain({ ...report, incidents: [told, other] }, '8812'))).toEqual(['inc-1']);
  });

  it('calls nobody a bystander of whom nothing shows that it was not the one', () => {
    const died = incident.requests.filter(({ role }) => role === 'casualty').slice(0, 3);
    const suspects = died.map((claim) => ({ ...claim, suspicion: 0.333 }));
    const [asked] = suspects;
    const told = { ...incident, requests: suspects, casualtyCount: 2 };
    const found = explain({ ...report, incidents: [told, other] }, asked?.id ?? '');
    expect(found.incidents.map(({ requests, casualtyCount }) => [requests.length, casualtyCount])).toEqual([[1, 0]]);
    expect(found.summary.headline).toContain('in incident inc-1, and may be why it ended (possible, 0.33).');
  });

  it('tells of a worker that did not die abnormally', () => {
    const calm = explain(report, '30925');
    expect(calm.incidents).toEqual([]);
    expect(calm.workers.map(({ pid }) => pid)).toEqual([30925]);
    expect(calm.summary.headline).toBe(
      'Worker 30925: 1 life of that pid, none ended abnormally. It booted at 2021-03-12T09:57:45+08:00, and no log tells of its end.',
    );
  });

  it('claims no good order of a worker of whose end nothing abnormal is told', () => {
    const gone = { end: 'graceful' as const, diedAt: '2021-03-12T10:00:00+08:00' };
    const workers = report.workers.map((life) => (life.pid === 30925 ? { ...life, ...gone } : life));
    const told = explain({ ...report, workers }, '30925').summary.headline;
    expect(told).toContain('was gone at 2021-03-12T10:00:00+08:00, and no log tells of a kill or an error');
    expect(told).not.toContain('good order');
  });

  it('finds a failed request outside of all incidents by a word of its label', () => {
    const failed = explain(report, 'GET /query?job=9');
    expect(failed.failures.list.map(({ label }) => label)).toEqual(['GET /query?job=9']);
    expect(failed.failures.unexplained).toBe(1);
    expect(failed.failures.killed).toBe(0);
  });

  it('drops what belongs to other incidents', () => {
    const narrowed = explain(report, 'inc-2');
    expect([narrowed.patterns, narrowed.tracebacks, narrowed.failures.list]).toEqual([[], [], []]);
    expect(narrowed.nearMisses).toHaveLength(1);
    expect(explain(report, 'inc-1').nearMisses).toEqual([]);
  });

  it('refuses what the case does not know, with a way on', () => {
    expect(() => explain(report, 'inc-9')).toThrow(/called inc-9/);
    expect(() => explain(report, 'inc-9')).toThrow(
      expect.objectContaining({ name: 'UserError', code: 'E_NOT_IN_CASE' }),
    );
  });
});
