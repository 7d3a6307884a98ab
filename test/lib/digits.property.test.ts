import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { digits, digitsEnd } from '../../src/lib/digits.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

it('reads back every number of up to 15 digits', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }), fc.string(), (number, before) => {
      const at = encode(before).length;
      const bytes = encode(`${before}${number}.`);
      expect(digitsEnd(bytes, at)).toBe(bytes.length - 1);
      expect(digits(bytes, at, bytes.length - 1 - at)).toBe(number);
      expect(digits(bytes, at, bytes.length - at)).toBe(-1);
    }),
  );
});
