import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fileSource } from '../../../src/sources/file/source.ts';
import type { Source } from '../../../src/sources/source.ts';
import { noWarning, readSource } from '../read-source.ts';
import { folderWith } from '../temporary-folder.ts';

const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Lines enough for several chunks of reading. */
const LINES = Array.from(
  { length: 20_000 },
  (_, job) => `2024-01-02 03:04:05,678 INFO [20431] job ${job} started\n`,
).join('');

function open(content: string): { readonly path: string; readonly source: Source } {
  const path = join(folderWith({ 'run.log': content }), 'run.log');
  return { path, source: fileSource({ path, form: 'file', bytes: content.length, stream: path, ordinal: 0 }, 65_536) };
}

it('is known by the hashes of its two ends', () => {
  const { source } = open(LINES);
  expect(source.identify()).toEqual({
    bytes: LINES.length,
    headHash: sha256(LINES.slice(0, 65_536)),
    tailHash: sha256(LINES.slice(-65_536)),
  });
  expect(open('short\n').source.identify()).toEqual({
    bytes: 6,
    headHash: sha256('short\n'),
    tailHash: sha256('short\n'),
  });
});

it('is known again when it has grown, and not when it was emptied and filled', () => {
  const old = open(LINES).source.identify();
  const known = (source: Source) => [
    source.hashOfHead(old.bytes) === old.headHash,
    source.hashBefore(old.bytes) === old.tailHash,
  ];
  expect(known(open(`${LINES}more\n`).source)).toEqual([true, true]);
  expect(known(open(LINES.slice(0, 70_000) + 'x'.repeat(LINES.length)).source)).toEqual([true, false]);
  expect(known(open(LINES.replace('INFO', 'WARN')).source)).toEqual([false, true]);
  expect(known(open(LINES.slice(0, -1)).source)).toEqual([true, false]);
});

it('stops where the file ended when it was found', async () => {
  const { path, source } = open('one\ntwo\n');
  appendFileSync(path, 'three\n');
  expect(await readSource(source)).toMatchObject({ text: 'one\ntwo\n', causes: [] });
  expect(source.identify().tailHash).toBe(sha256('one\ntwo\n'));
});

it('reads what is left of a file that shrinks while it is read', async () => {
  const { path, source } = open(LINES);
  const causes: string[] = [];
  let read = 0;
  for await (const { bytes } of source.chunks({ fromByte: 0, warn: ({ cause }) => causes.push(cause) })) {
    read += bytes.length;
    truncateSync(path, 500_000);
  }
  expect(read).toBe(500_000);
  expect(causes).toEqual([`shrank from ${LINES.length} to 500000 bytes while it was read`]);
});

it('goes on with a file that was deleted while it is read', async () => {
  const { path, source } = open(LINES);
  let read = 0;
  for await (const { bytes } of source.chunks({ fromByte: 0, warn: noWarning })) {
    read += bytes.length;
    rmSync(path, { force: true });
  }
  expect(read).toBe(LINES.length);
});

it('tells a file that vanished, or that cannot be read', async () => {
  const { path, source } = open(LINES);
  rmSync(path);
  expect(await readSource(source)).toMatchObject({ text: '', causes: ['vanished before it was read'] });
  expect(source.identify().headHash).toBe(sha256(''));
  mkdirSync(path);
  expect(await readSource(source)).toMatchObject({ text: '', causes: ['cannot be read (EISDIR)'] });
});

it('closes the file when the reader stops early', async () => {
  const { source } = open(LINES);
  const before = readdirSync('/dev/fd').length;
  for (let time = 0; time < 20; time += 1) {
    for await (const { byteOffset } of source.chunks({ fromByte: LINES.length - 100_000, warn: noWarning })) {
      expect(byteOffset).toBe(LINES.length - 100_000);
      break;
    }
  }
  expect(readdirSync('/dev/fd').length).toBeLessThan(before + 20);
});
