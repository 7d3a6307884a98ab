import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wallMicros } from '../../src/model/time.ts';
import { inOrderWritten } from '../../src/scan/newest-first.ts';

const at = (second: number | undefined, text: string) => ({
  text,
  stamp:
    second === undefined
      ? undefined
      : ({ wall: wallMicros(second * 1_000_000), offsetMin: 0, precision: 's' } as const),
});
const textsOf = (lines: ReturnType<typeof inOrderWritten<ReturnType<typeof at>>>) =>
  lines.map(({ text }) => text).join('');

it('turns lines round that stand newest first, each with what its collector did not stamp', () => {
  const lines = [at(5, 'e'), at(4, 'c'), at(undefined, 'd'), at(3, 'b'), at(3, 'a')];
  expect(textsOf(inOrderWritten(lines))).toBe('abcde');
});

it('turns round what goes back far in one step', () => {
  expect(textsOf(inOrderWritten([at(65, 'd'), at(65, 'c'), at(5, 'b'), at(5, 'a')]))).toBe('abcd');
  expect(textsOf(inOrderWritten([at(6, 'a'), at(6, 'b'), at(5, 'c')]))).toBe('abc');
});

it('turns lines round of one second whose tracebacks stand upside down', () => {
  const turned = ['SystemExit: 1\n', '  File "a.py", line 3, in f\n', 'Traceback (most recent call last):\n', 'head\n'];
  const lines = turned.map((text) => at(5, text));
  expect(textsOf(inOrderWritten(lines))).toBe(turned.toReversed().join(''));
  expect(textsOf(inOrderWritten(lines.toReversed()))).toBe(turned.toReversed().join(''));
});

it('leaves a log alone of which some times go back', () => {
  const lines = [at(1, 'a'), at(5, 'b'), at(3, 'c'), at(4, 'd'), at(2, 'e')];
  expect(textsOf(inOrderWritten(lines))).toBe('abcde');
});

it('loses no line and adds none', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(9), { nil: undefined })), (seconds) => {
      const lines = seconds.map((second, place) => at(second, `${String(place)} `));
      expect(new Set(inOrderWritten(lines))).toEqual(new Set(lines));
    }),
  );
});
