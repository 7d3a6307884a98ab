import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clip, printable } from '../../src/lib/printable.ts';

describe('printable', () => {
  it.each([
    ['plain text', 'GET /feed 200', 'GET /feed 200'],
    ['tabs and line feeds', 'a\tb\nc', 'a\tb\nc'],
    ['other scripts and emoji', 'Größe 作业 שלום 🚀', 'Größe 作业 שלום 🚀'],
    ['a colour', '\u001b[1;31mred\u001b[0m', 'red'],
    ['a colour that takes another apart', '\u001b[\u001b[0m0mred', '�red'],
    ['a cleared screen, said in one byte', '\u009b2Jx', '�x'],
    ['a title: its text stays to be seen', '\u001b]0;title\u0007x', '�]0;title�x'],
    ['a sequence without end hides nothing', '\u001b]8;;GET /evil', '�]8;;GET /evil'],
    ['a sequence longer than any', `\u001b[${'1;'.repeat(40)}mx`, `�[${'1;'.repeat(40)}mx`],
    ['a carriage return, which would overwrite the line', 'real\rfake', 'real�fake'],
    ['a bell, a backspace, a null, a delete', '\u0007\b\0\u007f', '����'],
    ['text turned around', 'a\u202egpj.exe\u202c', 'a�gpj.exe�'],
    ['isolates and marks of direction', '\u2066\u2069\u200e\u200f\u061c', '�����'],
    ['zero width', 'a\u200b\u200c\u200d\u2060\ufeffb', 'a�����b'],
    ['line and paragraph separators', 'a\u2028b\u2029', 'a�b�'],
    ['invisible tags', 'a\u{e0041}b', 'a�b'],
  ])('%s', (_title, text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  it('leaves nothing of the kind, whatever the text, and is done at once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = printable(text);
        expect(once).not.toMatch(/[^\P{C}\t\n\p{Cn}\p{Co}\p{Cs}]/u);
        expect(printable(once)).toBe(once);
      }),
    );
  });
});

describe('clip', () => {
  it.each([
    ['short', 5, 'short'],
    ['longer', 5, 'long…'],
    ['ab🚀cd', 5, 'ab🚀…'],
    ['ab🚀cd', 4, 'ab…'],
    ['🚀🚀', 2, '…'],
    ['abc', 1, '…'],
    ['abc', 0, ''],
    ['', 0, ''],
  ])('%s at %i: %s', (text, max, expected) => {
    expect(clip(text, max)).toBe(expected);
  });

  it('keeps to its bound and to whole characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, max) => {
        const cut = clip(text, max);
        expect(cut.length).toBeLessThanOrEqual(max);
        expect(/\p{Cs}/u.test(cut)).toBe(false);
        expect(text.startsWith(cut.replace(/…$/, ''))).toBe(true);
      }),
    );
  });
});
