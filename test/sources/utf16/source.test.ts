import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findSources } from '../../../src/sources/find-sources.ts';
import { sourceKinds } from '../../../src/sources/registry.ts';
import { readSource } from '../read-source.ts';
import { folderWith } from '../temporary-folder.ts';

const TEXT = '[2026-11-23 08:51:06 +0000] [1] [INFO] Zürich 文件\r\nsecond\n';
const littleEnd = Buffer.from(`\uFEFF${TEXT}`, 'utf16le');

it.each([
  ['little end first', littleEnd],
  ['big end first', Buffer.from(littleEnd).swap16()],
  ['little end first and without its mark', littleEnd.subarray(2)],
  ['big end first and without its mark', Buffer.from(littleEnd).swap16().subarray(2)],
])('reads UTF-16, %s, as the text that it is', async (_name, bytes) => {
  const path = join(folderWith({ 'exported.log': bytes }), 'exported.log');
  const [source] = findSources([path], { kinds: sourceKinds, warn: () => undefined });
  if (!source) throw new Error('not found');
  const { chunks } = await readSource(source);
  expect(Buffer.concat(chunks.map((chunk) => chunk.bytes)).toString()).toBe(TEXT);
});
