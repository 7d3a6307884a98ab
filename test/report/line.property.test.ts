import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toText, wrapped } from '../../src/report/line.ts';

const words = fc.array(fc.stringMatching(/^[a-z]{1,40}$/), { maxLength: 30 });

it('wrapped loses no letter and keeps to the width', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 20, max: 60 }), (list, width) => {
      const lines = wrapped(list.join(' '), width);
      expect(lines.every((line) => line.length <= width)).toBe(true);
      expect(lines.join('').replaceAll(' ', '')).toBe(list.join(''));
    }),
  );
});

it('toText lets no control mark through, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (label, text) => {
      const line = toText({ indent: 4, label, text, tone: 'plain' }, false);
      expect(line.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      expect(line.endsWith('\n')).toBe(true);
    }),
  );
});
