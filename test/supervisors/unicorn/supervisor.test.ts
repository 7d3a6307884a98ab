import { expect, it } from 'vitest';
import { stepBy } from '../../../src/supervisors/message-rules.ts';
import { unicorn } from '../../../src/supervisors/unicorn/supervisor.ts';

it('takes the speaker for the worker that is ready', () => {
  expect(stepBy(unicorn.rules, { message: 'worker=0 ready', pid: 303 })).toEqual({
    what: 'worker-booting',
    worker: 303,
    slot: 0,
  });
});

it('takes the speaker for the master', () => {
  expect(stepBy(unicorn.rules, { message: 'master process ready', pid: 12 })).toEqual({
    what: 'master-listening',
    master: 12,
  });
});
