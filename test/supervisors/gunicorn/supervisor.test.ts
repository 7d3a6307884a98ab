import { expect, it } from 'vitest';
import { stepBy } from '../../../src/supervisors/message-rules.ts';
import { gunicorn } from '../../../src/supervisors/gunicorn/supervisor.ts';

it.each([
  ['Autorestarting worker after current request.', 'max_requests'],
  ['max requests achieved', 'max_requests'],
  ['Maximum request limit of 1000 exceeded. Terminating process.', 'max_requests'],
  ['Worker reloading: /srv/app/shop/web.py modified', 'reload'],
  ['Parent changed, shutting down: <Worker 1717>', 'parent changed'],
])('takes the speaker for the worker that recycles: %s', (message, why) => {
  expect(stepBy(gunicorn.rules, { message, pid: 1717 })).toEqual({ what: 'worker-recycling', worker: 1717, why });
  expect(stepBy(gunicorn.rules, { message, pid: undefined })).toBeUndefined();
});

it.each([
  'Closing 2 connections after timeout',
  'Forcing close of 2 connections',
  'Cancel 3 running task(s), timeout graceful shutdown exceeded',
])('takes the speaker for the worker whose grace is over: %s', (message) => {
  expect(stepBy(gunicorn.rules, { message, pid: 8 })).toEqual({ what: 'worker-graceful-timeout', worker: 8 });
});

it('takes the speaker for the master that listens elsewhere after a reload', () => {
  const message = 'Listening at: http://0.0.0.0:8001';
  expect(stepBy(gunicorn.rules, { message, pid: 7 })).toEqual({ what: 'master-listening', master: 7 });
});

it.each(['hup', 'quit', 'int', 'term', 'ttin', 'ttou', 'usr1', 'usr2'])('Handling signal: %s', (signal) => {
  expect(stepBy(gunicorn.rules, { message: `Handling signal: ${signal}`, pid: 1 })).toEqual({
    what: 'master-signalled',
    signal,
  });
});
