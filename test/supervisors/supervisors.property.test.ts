import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { stepBy } from '../../src/supervisors/message-rules.ts';
import { supervisors } from '../../src/supervisors/registry.ts';

it.each(supervisors)('$id never throws, whatever the message', (supervisor) => {
  const pieces = supervisor.samples.flatMap(({ text }) => text.split(' '));
  const likely = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string())).map((words) => words.join(' '));
  fc.assert(
    fc.property(
      fc.oneof(likely, fc.string({ unit: 'binary' })),
      fc.option(fc.nat(), { nil: undefined }),
      (message, pid) => {
        expect(() => stepBy(supervisor.rules, { message, pid })).not.toThrow();
      },
    ),
  );
});
