import { describe, expect, it } from 'vitest';
import { hostsByFolder } from '../../../src/correlate/hosts/hosts-by-folder.ts';
import type { CaseFacts } from '../../../src/model/facts.ts';
import { booting, factsWith, source, spoke, told } from '../told.ts';

const inSource = (id: number, events: ReturnType<typeof told>) =>
  events.map((event) => ({ ...event, origin: { ...event.origin, source: id } }));

/** Two servers' logs, each with a worker 2, and an application's log beside each; the servers speak so many seconds apart. */
const collected = (paths: readonly string[], apart: number): CaseFacts => ({
  ...factsWith({
    lifecycle: [...inSource(1, told([0, 1, booting(2)])), ...inSource(3, told([apart, 1, booting(2)]))],
    activity: [spoke(2, 1, 60, 2), spoke(2, apart + 1, apart + 60, 4), spoke(900, 1, 60, 5)],
  }),
  sources: paths.map((path, at) => source(at + 1, path)),
});

const WEB = ['logs/web1/gunicorn.err', 'logs/web1/run.log', 'logs/web2/gunicorn.err', 'logs/web2/run.log'];
const NGINX = 'logs/nginx/access.log';

describe('logs of several servers in folders of their own', () => {
  it('are of the hosts that the folders name, and the proxy of none', () => {
    const facts = hostsByFolder(collected([...WEB, NGINX], 3));
    expect(facts.sources.map(({ host }) => host)).toEqual(['web1', 'web1', 'web2', 'web2', undefined]);
    expect(facts.lifecycle.map(({ host }) => host)).toEqual(['web1', 'web2']);
    expect(facts.activity.map(({ host }) => host)).toEqual(['web1', 'web2', 'web1', 'web2', undefined]);
  });

  it.each([
    ['of which one speaks after the other', [...WEB, NGINX], 3_600],
    ['of days', [...WEB.map((path) => path.replace('web', '2026-11-2')), NGINX], 3],
    [
      'of which one lies beside the folder of the other',
      ['logs/gunicorn.err', 'logs/run.log', ...WEB.slice(2), NGINX],
      3,
    ],
    ['in one folder', [...WEB.map((path) => path.replace(/web(\d)\//, 'web$1-')), NGINX], 3],
  ])('are left alone, %s', (_what, paths, apart) => {
    const facts = collected(paths, apart);
    expect(hostsByFolder(facts)).toBe(facts);
  });
});
