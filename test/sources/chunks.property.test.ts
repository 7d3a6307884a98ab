import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fileSource } from '../../src/sources/file/source.ts';
import { gzipSource } from '../../src/sources/gzip/source.ts';
import type { Source } from '../../src/sources/source.ts';
import { streamSource } from '../../src/sources/stdin/source.ts';
import { readSource } from './read-source.ts';
import { folderWith } from './temporary-folder.ts';

/** Bytes with many line ends of all sorts, and any others between them; no letter of them is a byte order mark. */
const content = fc
  .array(fc.oneof(fc.constantFrom('\n', '\r\n', '\n\n', 'a', 'bc'), fc.stringMatching(/^[ -\xe0]{0,40}$/)), {
    maxLength: 80,
  })
  .map((parts) => Buffer.from(parts.join(''), 'latin1'));

const chunkBytes = fc.integer({ min: 1, max: 64 });

/** The same content as each kind of source keeps it. */
function kept(bytes: Buffer, size: number): readonly Source[] {
  const folder = folderWith({ plain: bytes, zipped: gzipSync(bytes) });
  const place = (name: string, count: number) =>
    ({ path: join(folder, name), form: 'file', bytes: count, stream: name, ordinal: 0 }) as const;
  const stream = () => Readable.from([bytes.subarray(0, 7), bytes.subarray(7)].filter(({ length }) => length > 0));
  return [
    fileSource(place('plain', bytes.length), size),
    gzipSource(place('zipped', gzipSync(bytes).length), size),
    streamSource(place('-', 0), stream, size),
  ];
}

it('gives every byte once, whole lines in each chunk, at the offsets that it says', async () => {
  await fc.assert(
    fc.asyncProperty(content, chunkBytes, async (bytes, size) => {
      for (const source of kept(bytes, size)) {
        const { text, chunks } = await readSource(source);
        expect(text).toBe(bytes.toString('latin1'));
        for (const chunk of chunks) {
          expect(Buffer.from(chunk.bytes)).toEqual(
            bytes.subarray(chunk.byteOffset, chunk.byteOffset + chunk.bytes.length),
          );
        }
        expect(chunks.slice(0, -1).every((chunk) => chunk.bytes.at(-1) === 0x0a)).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});

it('goes on from any byte, and again', async () => {
  await fc.assert(
    fc.asyncProperty(content, chunkBytes, fc.nat({ max: 300 }), async (bytes, size, fromByte) => {
      for (const source of kept(bytes, size)) {
        for (const from of [fromByte, 0, fromByte]) {
          const { text, chunks } = await readSource(source, from);
          expect(text).toBe(bytes.subarray(from).toString('latin1'));
          expect(chunks[0]?.byteOffset ?? from).toBe(from);
        }
      }
    }),
    { numRuns: 40 },
  );
});

it('yields the readable lines of a gzip file cut at any byte, and never throws', async () => {
  const whole = Array.from({ length: 40 }, (_, job) => `INFO [20431] job ${job * 7919} started\n`).join('');
  const stored = gzipSync(whole);
  const folder = folderWith({});
  for (let length = 2; length < stored.length; length += 1) {
    const path = join(folderWith({ cut: stored.subarray(0, length) }), 'cut');
    const source = gzipSource({ path, form: 'file', bytes: length, stream: folder, ordinal: 0 }, 32);
    const { text, causes } = await readSource(source);
    expect(whole.startsWith(text)).toBe(true);
    expect(causes).toEqual(['ends in the middle of a gzip member']);
  }
});
