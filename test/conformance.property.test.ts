import * as fc from 'fast-check';
import { describe, it } from 'vitest';
import { formats } from '../src/formats/registry.ts';
import { learnAlone, readSample } from './format-samples.ts';

/** A line of a sample, cut, doubled or with foreign text put in: the likeliest way into the depths of a reader. */
const brokenLine = (lines: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...lines),
      fc.nat(200),
      fc.nat(200),
      fc.oneof(fc.constant(''), fc.string({ unit: 'binary' })),
    )
    .map(([line, at, gone, instead]) => line.slice(0, at) + instead + line.slice(at + gone));

describe.each(formats)('format $id', (format) => {
  const known = format.samples.flatMap(({ lines }) => lines);
  const anyLines = fc.array(fc.oneof(fc.constantFrom(...known), brokenLine(known), fc.string({ unit: 'binary' })));

  it('learns and reads any text without throwing', () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        const learnt = learnAlone(format, [...known, ...lines]);
        if (learnt) readSample(format.open(learnt.layout), lines);
      }),
    );
  });
});
