import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { gunicornError } from '../../../src/formats/gunicorn-error/format.ts';
import { newHead } from '../../../src/formats/head.ts';

const lines = gunicornError.samples.flatMap((sample) => sample.lines);
const layout = gunicornError.learn({ lines, workerPids: new Set(), stated: [] })?.layout;

it('never throws, whatever the bytes', () => {
  if (!layout) throw new Error('not claimed');
  const reader = gunicornError.open(layout);
  const pieces = fc.constantFrom(...lines, '\n', '[', '] [', '7', ' ', 'ERROR', '2026-11-23 09:47:28');
  const likely = fc.array(fc.oneof(pieces, fc.string())).map((parts) => new TextEncoder().encode(parts.join('')));
  fc.assert(
    fc.property(fc.oneof(likely, fc.uint8Array()), fc.nat(40), (bytes, from) => {
      const to = bytes.length;
      const text = new TextDecoder().decode(bytes.subarray(from));
      expect(() => {
        reader.starts(bytes, from, to, newHead());
        reader.classify(bytes, from, to, newHead());
        reader.read({ origin: { source: 1, line: 1, byteOffset: 0 }, text });
        gunicornError.learn({ lines: text.split('\n'), workerPids: new Set(), stated: [] });
      }).not.toThrow();
    }),
  );
});

it('reads back the message and pid that were written, in every shape', () => {
  const shape = fc.constantFrom('[2026-11-23 09:47:28 +0000] ', '2014-06-12 10:00:00 ', '[2026-11-23 08:51:11,406] ');
  const message = fc.string({ unit: 'grapheme' }).filter((text) => !/[\r\n]/.test(text) && !text.startsWith(' '));
  fc.assert(
    fc.property(shape, fc.integer({ min: 0, max: 4_194_304 }), message, (time, pid, text) => {
      if (!layout) throw new Error('not claimed');
      const record = { origin: { source: 1, line: 1, byteOffset: 0 }, text: `${time}[${pid}] [WARNING] ${text}` };
      expect(gunicornError.open(layout).read(record)).toMatchObject([{ pid, level: 'warning', message: text }]);
    }),
  );
});
