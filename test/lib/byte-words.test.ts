import { expect, it } from 'vitest';
import { byteWords } from '../../src/lib/byte-words.ts';

const words = byteWords(['oom-kill', 'oom_reaper', 'segfault at ']);
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

it.each([
  ['oom_reaper: x', 0, true],
  ['x oom-kill', 2, true],
  ['oom-kil', 0, false],
  ['segfault at', 0, false],
  ['', 0, false],
  ['x', 7, false],
])('%s at %i: %s', (text, at, stands) => {
  expect(words.stand(encode(text), at)).toBe(stands);
});

it.each<[text: string, from: number, to: number, occur: boolean]>([
  ['python[7]: segfault at 8', 0, 24, true],
  ['python[7]: segfault at 8', 12, 24, false],
  ['python[7]: segfault at 8', 0, 5, false],
])('in %s from %i to %i: %s', (text, from, ...[to, occur]) => {
  expect(words.occur(encode(text), from, to)).toBe(occur);
});
