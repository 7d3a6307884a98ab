import { expect, it } from 'vitest';
import type { DiedTogether } from '../../../src/model/died-together.ts';
import { diedTogetherWords } from '../../../src/report/died-together-words.ts';

const cause = { id: 'clock-step', title: 'The clock was set', confidence: 0.95, for: [], against: [], remedy: '' };

it.each<[string, Partial<DiedTogether>]>([
  ['2 workers died together, of one cause (very likely, 0.95): The clock was set', { causes: [cause] }],
  ['2 workers died within seconds of each other, and nothing shows one cause: it may be chance', { apart: ['…'] }],
  [
    '2 workers died within seconds of each other, and whether one cause took them all is not known: dmesg -T and journalctl of that minute would tell a pause, a set clock, a disk and missing processors apart',
    {},
  ],
])('%s', (words, told) => {
  expect(diedTogetherWords({ incidents: ['i1', 'i2'], causes: [], shared: [], apart: [], ...told })).toBe(words);
});
