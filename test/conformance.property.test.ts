import * as fc from 'fast-check';
import { describe, it } from 'vitest';
import { formats } from '../src/formats/registry.ts';
import { learnAlone, readSample, startsRecord } from './format-samples.ts';

const GROUP = '+ Exception Group Traceback (most recent call last):';

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

  it('starts no record with a byte that it does not name', () => {
    const readers = format.samples
      .flatMap(({ lines }) => learnAlone(format, lines) ?? [])
      .map(({ layout }) => format.open(layout));
    const blank = fc.constantFrom('', ' ', '  ', '\t', '\r');
    const line = fc.oneof(
      brokenLine(known),
      fc.tuple(blank, fc.oneof(fc.constant(GROUP), fc.constantFrom(...known))).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(line, (text) => {
        const first = Buffer.from(`${text}\n`)[0] ?? 0;
        return readers.every((reader) => reader.firstBytes?.[first] !== 0 || !startsRecord(reader, text));
      }),
    );
  });
});
