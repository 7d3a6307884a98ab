import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nginxAccess } from '../../../src/formats/nginx-access/format.ts';
import { nginxError } from '../../../src/formats/nginx-error/format.ts';
import { newHead } from '../../../src/formats/head.ts';

const lines = [nginxAccess, nginxError].flatMap(({ samples }) => samples.flatMap((sample) => sample.lines));
/** A real line with a part replaced by anything. */
const damaged = fc
  .tuple(fc.constantFrom(...lines), fc.nat(), fc.nat(40), fc.string())
  .map(([line, at, length, text]) => {
    const from = at % line.length;
    return `${line.slice(0, from)}${text}${line.slice(from + length)}`;
  });

describe.each([nginxAccess, nginxError])('$id', (format) => {
  it('never throws', () => {
    fc.assert(
      fc.property(fc.array(damaged, { minLength: 1, maxLength: 8 }), (some) => {
        const learnt = format.learn({ lines: some, stated: [], workerPids: new Set() });
        if (!learnt) return;
        const reader = format.open(learnt.layout);
        for (const text of some) {
          const bytes = new TextEncoder().encode(text);
          if (reader.starts(bytes, 0, bytes.length, newHead())) reader.classify(bytes, 0, bytes.length, newHead());
          expect(Array.isArray(reader.read({ text, origin: { source: 1, line: 1, byteOffset: 0 } }))).toBe(true);
        }
      }),
    );
  });
});
