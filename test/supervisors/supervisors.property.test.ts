import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { supervisors } from '../../src/supervisors/registry.ts';

it.each(supervisors)('$id never throws, whatever the message', (supervisor) => {
  const pieces = supervisor.samples.flatMap(({ text }) => text.split(' '));
  const likely = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string())).map((words) => words.join(' '));
  fc.assert(
    fc.property(
      fc.oneof(likely, fc.string({ unit: 'binary' })),
      fc.option(fc.nat(), { nil: undefined }),
      (message, pid) => {
        expect(() => supervisor.interpret({ message, pid })).not.toThrow();
      },
    ),
  );
});
