import { expect, it } from 'vitest';
import { stepBy } from '../../../src/supervisors/message-rules.ts';
import { puma } from '../../../src/supervisors/puma/supervisor.ts';

it('a worker that has lost its master says so of itself', () => {
  const said = (pid: number | undefined) => stepBy(puma.rules, { message: '! Detected parent died, dying', pid });
  expect(said(14537)).toEqual({ what: 'worker-recycling', worker: 14537, why: 'parent changed' });
  expect(said(undefined)).toBeUndefined();
});
