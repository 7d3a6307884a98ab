import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import type { Source } from '../../../src/sources/source.ts';
import { streamSource } from '../../../src/sources/stdin/source.ts';
import { noWarning, readSource } from '../read-source.ts';

const LINES = Array.from(
  { length: 5_000 },
  (_, job) => `2024-01-02 03:04:05,678 INFO [20431] job ${job} started\n`,
).join('');

const open = (...pieces: readonly (string | Uint8Array)[]): Source =>
  streamSource(
    { path: '-', stream: '-', ordinal: 0 },
    () => Readable.from(pieces.map((piece) => Buffer.from(piece))),
    65_536,
  );

const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

it('can be read again, as the windows of incidents are', async () => {
  const source = open(LINES.slice(0, 1000), LINES.slice(1000));
  expect((await readSource(source)).text).toBe(LINES);
  expect((await readSource(source, 70_000)).text).toBe(LINES.slice(70_000));
});

it('loses nothing to a reader that stops early', async () => {
  const source = open(LINES.slice(0, 100_000), LINES.slice(100_000));
  for await (const { byteOffset } of source.chunks({ fromByte: 0, warn: noWarning })) {
    expect(byteOffset).toBe(0);
    break;
  }
  expect((await readSource(source)).text).toBe(LINES);
});

it('is known by its content once it was read', async () => {
  const source = open(LINES);
  expect(source.bytes).toBeUndefined();
  expect(source.identify()).toEqual({ bytes: 0, headHash: sha256(''), tailHash: sha256('') });
  await readSource(source);
  expect(source.identify()).toEqual({
    bytes: LINES.length,
    headHash: sha256(LINES.slice(0, 65_536)),
    tailHash: sha256(LINES.slice(-65_536)),
  });
});

it('uncompresses gzip', async () => {
  const stored = gzipSync(LINES);
  const source = open(stored.subarray(0, 1), stored.subarray(1));
  expect(await readSource(source)).toMatchObject({ text: LINES, causes: [] });
  expect(source.identify().bytes).toBe(stored.length);
});

it.each(['\uFEFF', ''])('reads UTF-16 behind %j', async (mark) => {
  const stored = Buffer.from(mark + LINES, 'utf16le');
  expect(await readSource(open(stored.subarray(0, 1), stored.subarray(1)))).toMatchObject({ text: LINES, causes: [] });
});

it.each<[string, Uint8Array, string]>([
  ['nothing', Buffer.alloc(0), 'is empty'],
  ['compressed UTF-16', gzipSync(Buffer.from('\uFEFFone\n', 'utf16le')), 'is UTF-16, which is not read yet'],
  ['NUL bytes', Buffer.alloc(100), 'is a binary file'],
  ['a compressed picture', gzipSync(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')), 'is an image, not a log'],
])('refuses %s', async (_what, bytes, cause) => {
  expect(await readSource(open(bytes))).toMatchObject({ text: '', causes: [cause] });
});

it('keeps what a stream gave before it broke', async () => {
  const breaking = async function* () {
    yield Buffer.from('one\n');
    await Promise.resolve();
    throw Object.assign(new Error('read EIO'), { code: 'EIO' });
  };
  const source = streamSource({ path: '-', stream: '-', ordinal: 0 }, breaking);
  expect(await readSource(source)).toMatchObject({ text: 'one\n', causes: ['cannot be read after byte 4 (EIO)'] });
});
