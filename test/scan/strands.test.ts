import { expect, it } from 'vitest';
import { openEnvelopes } from '../../src/envelopes/peel-lines.ts';
import { envelopes } from '../../src/envelopes/registry.ts';
import { unwrapBlock } from '../../src/scan/strands.ts';

const RECORD = JSON.stringify({ level: 'ERROR', logger: 'shop', message: 'too long for one line' });
const CUT_AT = 30;
const HALVES = [RECORD.slice(0, CUT_AT), RECORD.slice(CUT_AT)];

const docker = (log: string): string => JSON.stringify({ log, stream: 'stderr', time: '2026-11-23T09:48:48.6Z' });
const cri = (tag: string, text: string): string => `2026-11-23T09:48:48.667243264Z stderr ${tag} ${text}`;

const textsIn = (lines: readonly string[], ids: readonly string[]): readonly string[] => {
  const peeler = openEnvelopes(
    ids.map((envelope) => ({ envelope, head: '' })),
    envelopes,
  );
  const block = { source: 1, byteOffset: 0, lineFrom: 1, bytes: Buffer.from(lines.join('\n')) };
  return unwrapBlock(block, peeler).map(({ bytes }) => bytes.toString());
};

it.each([
  ['docker-json', [docker(HALVES[0] ?? ''), docker(`${HALVES[1] ?? ''}\n`)]],
  ['cri', [cri('P', HALVES[0] ?? ''), cri('F', HALVES[1] ?? '')]],
])('joins what %s has cut before it looks inside', (envelope, lines) => {
  expect(textsIn(lines, [envelope, 'structured-json'])).toEqual([
    expect.stringMatching(/ ERROR shop: too long for one line$/),
  ]);
});

it('keeps the first piece of a line whose rest was not written', () => {
  const [text = ''] = textsIn([cri('F', 'before'), cri('P', 'the beginning of')], ['cri']);
  expect(text.split('\n').at(-1)).toMatch(/the beginning of$/);
});
