import fc from 'fast-check';
import { expect, it } from 'vitest';
import { byteWords } from '../../src/lib/byte-words.ts';
import { WordsAhead } from '../../src/lib/words-ahead.ts';

const WORDS = ['(most recent call last)', '(most recent call first):', '(idle): "', 'Fatal Python error: '];
/** Longer than what is looked at byte by byte. */
const LINES = 800;

const line = fc.oneof(
  { arbitrary: fc.constant('2026-11-23 09:45:05 [INFO] shop: begin (x)'), weight: 30 },
  {
    arbitrary: fc.constantFrom('Traceback (most recent call last):', 'Fatal Python', '(most recent call', '((idle): "'),
    weight: 1,
  },
);

it('finds in each line of a long text what a look at each byte finds, in order and when asked again', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 40 }), (some) => {
      const lines = Array.from({ length: LINES }, (_, at) => some[(at * 7) % some.length] ?? '');
      const bytes = Buffer.from(lines.join('\n'));
      const [ahead, near] = [new WordsAhead(WORDS), byteWords(WORDS)];
      let from = 0;
      for (const text of lines) {
        const to = from + text.length;
        expect(ahead.occur(bytes, from, to)).toBe(near.occur(bytes, from, to));
        expect(ahead.occur(bytes, from + 1, to)).toBe(near.occur(bytes, from + 1, to));
        expect(ahead.occur(bytes, from, to)).toBe(near.occur(bytes, from, to));
        from = to + 1;
      }
    }),
    { numRuns: 10 },
  );
});

it('tells one text from another', () => {
  const ahead = new WordsAhead(WORDS);
  const plain = Buffer.alloc(40_000, 'x');
  const telling = Buffer.concat([plain, Buffer.from(WORDS[0] ?? '')]);
  expect(ahead.occur(plain, 0, plain.length)).toBe(false);
  expect(ahead.occur(telling, 0, telling.length)).toBe(true);
  expect(ahead.occur(plain, 0, plain.length)).toBe(false);
});
