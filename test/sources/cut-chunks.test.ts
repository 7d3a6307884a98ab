import { expect, it } from 'vitest';
import { cutChunks } from '../../src/sources/cut-chunks.ts';

interface Cut {
  readonly chunks: readonly (readonly [text: string, byteOffset: number])[];
  readonly causes: readonly string[];
}

async function cut(pieces: readonly string[], limits: { chunkBytes: number; longestLineBytes: number }): Promise<Cut> {
  const chunks: [text: string, byteOffset: number][] = [];
  const causes: string[] = [];
  const cutting = { fromByte: 0, trouble: (cause: string) => causes.push(cause), ...limits };
  const bytes = pieces.map((piece) => Buffer.from(piece));
  for await (const chunk of cutChunks(bytes, cutting)) {
    chunks.push([Buffer.from(chunk.bytes).toString(), chunk.byteOffset]);
  }
  return { chunks, causes };
}

const LIMITS = { chunkBytes: 8, longestLineBytes: 32 };

it.each<[what: string, pieces: readonly string[], chunks: readonly (readonly [text: string, byteOffset: number])[]]>([
  ['nothing', [], []],
  ['an unfinished line', ['abc'], [['abc', 0]]],
  [
    'cut after the last newline that fits',
    ['a\nbb\nccc\n'],
    [
      ['a\nbb\n', 0],
      ['ccc\n', 5],
    ],
  ],
  [
    'lines over piece ends',
    ['aa', 'aa\nb', 'bbb', 'b\nc'],
    [
      ['aaaa\n', 0],
      ['bbbbb\nc', 5],
    ],
  ],
  [
    'a chunk that is full to the byte',
    ['aaa\nbbb\n', 'c\n'],
    [
      ['aaa\nbbb\n', 0],
      ['c\n', 8],
    ],
  ],
  ['a line longer than a chunk', ['0123456789abc\nd\n'], [['0123456789abc\nd\n', 0]]],
  [
    'a byte order mark',
    ['\uFEFFab\ncd\n'],
    [
      ['ab\n', 3],
      ['cd\n', 6],
    ],
  ],
  ['nothing but a byte order mark', ['\uFEFF'], []],
  [
    'a byte order mark further on',
    ['aaaaaaa\n\uFEFFb\n'],
    [
      ['aaaaaaa\n', 0],
      ['\uFEFFb\n', 8],
    ],
  ],
])('%s', async (_what, pieces, chunks) => {
  expect(await cut(pieces, LIMITS)).toEqual({ chunks, causes: [] });
});

it('splits a line that is too long, and says so once a line', async () => {
  const { chunks, causes } = await cut([`${'x'.repeat(70)}\nshort\n${'y'.repeat(40)}`], LIMITS);
  expect(chunks.map(([text]) => text).join('')).toBe(`${'x'.repeat(70)}\nshort\n${'y'.repeat(40)}`);
  expect(chunks[0]).toEqual(['x'.repeat(32), 0]);
  expect(causes).toEqual([
    expect.stringContaining('has a line of more than 0 MiB at byte 0'),
    expect.stringContaining('at byte 77'),
  ]);
});

it('gives each chunk memory of its own, to be handed to another thread', async () => {
  const kept: string[] = [];
  for await (const { bytes } of cutChunks([Buffer.from('a\nbb\nccc\ndddd\neeeee\nf')], {
    fromByte: 0,
    trouble: () => undefined,
    ...LIMITS,
  })) {
    if (!(bytes.buffer instanceof ArrayBuffer)) throw new Error('memory that cannot be transferred');
    kept.push(Buffer.from(structuredClone(bytes, { transfer: [bytes.buffer] })).toString());
  }
  expect(kept.join('')).toBe('a\nbb\nccc\ndddd\neeeee\nf');
});

it('holds no more memory for the last chunk than it needs', async () => {
  for await (const { bytes } of cutChunks([Buffer.from('a\n')], { fromByte: 0, trouble: () => undefined })) {
    expect(bytes.buffer.byteLength).toBe(2);
  }
});
