import { expect, it } from 'vitest';
import { stepBy } from '../../../src/supervisors/message-rules.ts';
import { uwsgi } from '../../../src/supervisors/uwsgi/supervisor.ts';

it('tells no method and target where uWSGI knew none', () => {
  expect(stepBy(uwsgi.rules, { message: 'HARAKIRI [core 0]  -   since 0', pid: undefined })).toEqual({
    what: 'request-in-flight',
    pid: undefined,
    request: { id: undefined, method: undefined, target: undefined, since: 0 },
  });
});

it.each(['2.0.30', '2.0.19.1-debian', '1.9.17'])('Starting uWSGI %s', (version) => {
  const message = `*** Starting uWSGI ${version} (64bit) on [Mon Nov 23 09:18:45 2026] ***`;
  expect(stepBy(uwsgi.rules, { message, pid: 7 })).toEqual({ what: 'master-started', server: 'uwsgi', version });
});
