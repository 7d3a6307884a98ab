import { constants, gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gunzip } from '../../src/sources/gunzip.ts';

const CUT = 'ends in the middle of a gzip member';

async function unzip(stored: Uint8Array, pieceBytes = 1000): Promise<{ content: Buffer; causes: readonly string[] }> {
  const causes: string[] = [];
  const given: Uint8Array[] = [];
  const pieces = Array.from({ length: Math.ceil(stored.length / pieceBytes) }, (_, index) =>
    stored.subarray(index * pieceBytes, (index + 1) * pieceBytes),
  );
  for await (const piece of gunzip(pieces, (cause) => causes.push(cause))) given.push(Buffer.from(piece));
  return { content: Buffer.concat(given), causes };
}

/** Lines that compress as those of a log do. */
const content = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 32_768 }), fc.string({ maxLength: 40 })), { maxLength: 200 })
  .map((lines) => Buffer.from(lines.map(([pid, text]) => `2024-01-02 INFO [${pid}] ${text}\n`).join('')));

it('gives back what was compressed, in however many members and pieces', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(content, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 999 }),
      async (parts, size) => {
        const stored = Buffer.concat(parts.map((part) => gzipSync(part)));
        expect(await unzip(stored, size)).toEqual({ content: Buffer.concat(parts), causes: [] });
      },
    ),
  );
});

it('gives all that zlib can uncompress of a member cut at any byte, and says that it is cut', async () => {
  const whole = Buffer.from(
    Array.from({ length: 70 }, (_, job) => `INFO [${20431 + (job % 7)}] job ${job * job} done\n`).join(''),
  );
  const stored = gzipSync(whole);
  for (let length = 1; length < stored.length; length += 1) {
    const part = stored.subarray(0, length);
    expect(await unzip(part)).toEqual({
      content: gunzipSync(part, { finishFlush: constants.Z_SYNC_FLUSH }),
      causes: [CUT],
    });
  }
});

it('survives a byte that was changed, and tells it unless it changed nothing', async () => {
  await fc.assert(
    fc.asyncProperty(content, fc.nat(), fc.integer({ min: 1, max: 255 }), async (whole, where, change) => {
      const stored = gzipSync(whole);
      // Time stamp, flags for speed and the system's number, which no checksum covers, are not looked at.
      const at = 10 + (where % (stored.length - 10));
      stored[at] = (stored[at] ?? 0) ^ change;
      const { content: kept, causes } = await unzip(stored);
      if (kept.equals(whole) && causes.length === 0) return;
      expect(causes).toEqual([expect.stringMatching(/^(is damaged after \d+ bytes|ends in the middle)/)]);
    }),
  );
});

it('keeps everything when only the checksum is wrong', async () => {
  const whole = Buffer.from('one\ntwo\n');
  const stored = gzipSync(whole);
  stored[stored.length - 6] = 1 ^ (stored[stored.length - 6] ?? 0);
  expect(await unzip(stored)).toEqual({ content: whole, causes: ['is damaged after 8 bytes'] });
});

it('keeps what stands before damage, but for the last few lines', async () => {
  const whole = Buffer.from(Array.from({ length: 3000 }, (_, job) => `INFO [20431] job ${job * job} done\n`).join(''));
  const stored = Buffer.concat([gzipSync(whole), gzipSync(whole)]);
  stored.fill(0xff, stored.length - 4000, stored.length - 3900);
  const { content: kept } = await unzip(stored);
  expect(kept.length).toBeGreaterThan(whole.length);
  expect(kept.subarray(0, whole.length)).toEqual(whole);
});

it('takes padding for the end', async () => {
  const stored = Buffer.concat([gzipSync('one\n'), Buffer.alloc(5000)]);
  expect(await unzip(stored)).toEqual({ content: Buffer.from('one\n'), causes: [] });
});

it('tells lines that were appended uncompressed', async () => {
  const stored = Buffer.concat([
    gzipSync('one\n'),
    Buffer.from('two, which somebody wrote into the compressed file\n'),
  ]);
  expect((await unzip(stored)).causes).toEqual([expect.stringContaining('is damaged after')]);
});
