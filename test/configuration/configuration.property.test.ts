import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { configurationKinds } from '../../src/configuration/registry.ts';

const pieces = configurationKinds.flatMap(({ samples }) => samples.flatMap(({ text }) => text.split(/\b|(?=\s)/)));
const likely = fc.array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...pieces) }, fc.string()), { maxLength: 60 });
const texts = fc.oneof(
  likely.map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
);

it.each(configurationKinds)('$id never throws, and quotes lines that are there', (kind) => {
  fc.assert(
    fc.property(texts, (text) => {
      const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
      for (const stated of kind.read(text)) expect(stated.text).toBe(lines[stated.line - 1]);
    }),
  );
});

it.each(configurationKinds)('$id claims or leaves any name', (kind) => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      expect(() => kind.claims(name)).not.toThrow();
    }),
  );
});
