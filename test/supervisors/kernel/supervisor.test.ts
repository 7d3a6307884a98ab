import { expect, it } from 'vitest';
import { kernel } from '../../../src/supervisors/kernel/supervisor.ts';

it.each(kernel.samples)('$text', ({ text, step }) => {
  expect(kernel.interpret({ message: text, pid: undefined })).toEqual(step);
});
