import { expect, it } from 'vitest';
import { pythonApp } from '../../../src/formats/python-app/format.ts';
import { simulatedLog, simulatedRequests } from './simulated-log.ts';

it('has no id column in a head where the records of failures lack it', () => {
  const failed = ['2026-11-23 09:48:54,387 9 ERROR Unhandled exception', 'Traceback (most recent call last):'];
  const lines = simulatedLog(
    {
      head: (time, { pid }, level) => `${time.toISOString().replace('T', ' ').replace('Z', '')} ${pid} ${level} `,
      start: ({ hex, path }) => `{${hex}} accepted ${path}`,
      end: ({ hex, path, status }) => `{${hex}} answered ${path} ${status}`,
    },
    simulatedRequests(),
  );
  expect(pythonApp.learn({ lines: [...lines, ...failed], workerPids: new Set(), stated: [] })?.layout).toMatchObject({
    head: '{time} {pid} {level} {message}',
    phrases: [{ template: '{{{id}}} answered {target} {status}' }, { template: '{{{id}}} accepted {target}' }],
  });
});
