import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { cutToWidth, displayWidth } from '../../src/lib/display-width.ts';

describe('displayWidth', () => {
  it.each([
    ['POST /cdkey_mana', 16],
    ['', 0],
    ['运行任务', 8],
    ['ﾊﾝｶｸ', 4],
    ['ＦＵＬＬ', 8],
    ['한글', 4],
    ['e\u0301te\u0301', 3],
    ['👩‍💻', 2],
    ['✅ ok', 5],
    ['…', 1],
    ['a\u200bb', 2],
  ])('of %j', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('string-width, which knows more and loads slower,', () => {
  it.each(['สวัสดีชาวโลก', 'שָׁלוֹם', 'مرحبا', '🇩🇪🇫🇷', '👍🏽', '1️⃣', '❤️', '❤', '각', 'ㅎㅎ', 'ｶﾞ', '⠿▁█│─', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '\ud800'])(
    'agrees on %j',
    (text) => {
      expect(displayWidth(text)).toBe(stringWidth(text));
    },
  );

  it('is given room to spare where letters grow together, as only some terminals draw them', () => {
    const text = 'नमस्ते';
    expect(displayWidth(text)).toBe(stringWidth(text) + 1);
  });

  it('agrees on what people write', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(displayWidth(text)).toBe(stringWidth(text));
      }),
    );
  });
});

describe('cutToWidth', () => {
  it.each([
    ['short', 10, 'short'],
    ['just so', 7, 'just so'],
    ['too long', 7, 'too lo…'],
    ['运行任务', 8, '运行任务'],
    ['运行任务', 7, '运行任…'],
    ['运行任务', 6, '运行…'],
    ['ab', 1, '…'],
    ['ab', 0, ''],
  ])('cuts %j to %i columns', (text, columns, cut) => {
    expect(cutToWidth(text, columns)).toBe(cut);
  });

  it('never gives more than it may, and leaves alone what fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, columns) => {
        expect(displayWidth(cutToWidth(text, columns))).toBeLessThanOrEqual(columns);
        if (displayWidth(text) <= columns) expect(cutToWidth(text, columns)).toBe(text);
      }),
    );
  });
});
