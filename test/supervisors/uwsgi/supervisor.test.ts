import { describe, expect, it } from 'vitest';
import { MASTER_MESSAGES, REQUEST_MESSAGES, WORKER_MESSAGES } from '../../../src/supervisors/uwsgi/steps.ts';
import { uwsgi } from '../../../src/supervisors/uwsgi/supervisor.ts';

it.each(uwsgi.samples)('$text', ({ text, step }) => {
  expect(uwsgi.interpret({ message: text, pid: undefined })).toEqual(step);
});

it('tells no method and target where uWSGI knew none', () => {
  expect(uwsgi.interpret({ message: 'HARAKIRI [core 0]  -   since 0', pid: undefined })).toEqual({
    what: 'request-in-flight',
    pid: undefined,
    request: { id: undefined, method: undefined, target: undefined, since: 0 },
  });
});

it.each(['2.0.30', '2.0.19.1-debian', '1.9.17'])('Starting uWSGI %s', (version) => {
  const message = `*** Starting uWSGI ${version} (64bit) on [Mon Nov 23 09:18:45 2026] ***`;
  expect(uwsgi.interpret({ message, pid: 7 })).toEqual({ what: 'master-started', server: 'uwsgi', version });
});

describe('patterns exclude each other', () => {
  const rules = [...MASTER_MESSAGES, ...WORKER_MESSAGES, ...REQUEST_MESSAGES];
  it.each(uwsgi.samples)('$text', ({ text }) => {
    expect(rules.filter(([pattern]) => pattern.test(text)).length).toBeLessThanOrEqual(1);
  });
});
