import { describe, expect, it } from 'vitest';
import { onOneHost } from '../../../src/correlate/hosts/on-one-host.ts';
import { booting, edge, factsWith, source, spoke, told } from '../told.ts';

const lifecycle = told([0, 10, booting(10)]);
const edges = [{ ...edge('start', { at: 5, pid: 10, line: 1, id: 'a' }), host: 'web-1' }];
const web1 = { ...spoke(10, 1, 9), host: 'web-1' };

describe('logs of workers, some of which name a host', () => {
  it('all tell of the one host that is named', () => {
    const facts = onOneHost(factsWith({ lifecycle, edges, activity: [web1] }));
    expect(facts.lifecycle.map(({ host }) => host)).toEqual(['web-1']);
    expect(new Set(facts.activity.map(({ host }) => host))).toEqual(new Set(['web-1']));
  });

  it('are left alone where two hosts are named', () => {
    const facts = factsWith({ lifecycle, edges, activity: [web1, { ...spoke(11, 1, 9), host: 'web-2' }] });
    expect(onOneHost(facts)).toBe(facts);
  });

  const slept = (host: string) => told([3, 0, { what: 'machine-awake' }]).map((event) => ({ ...event, host }));
  it.each([
    ['where no worker names one', [spoke(10, 1, 9)], slept('node7'), 'node7'],
    ['but not where a container does', [web1], slept('node7'), 'web-1'],
    ['nor of two machines', [spoke(10, 1, 9)], [...slept('node7'), ...slept('node8')], undefined],
  ])('are of the machine that tells of itself, %s', (_what, activity, words, expected) => {
    const facts = onOneHost(factsWith({ lifecycle: [...lifecycle, ...words], activity }));
    expect(facts.lifecycle[0]?.host).toBe(expected);
  });

  it("are not of a proxy's host", () => {
    const sources = [source(1, 'gunicorn.err'), source(2, 'nginx/access.log')];
    const facts = { ...factsWith({ lifecycle, activity: [web1] }), sources };
    expect(onOneHost(facts)).toBe(facts);
  });
});
