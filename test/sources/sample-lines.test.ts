import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { findSources } from '../../src/sources/find-sources.ts';
import { sourceKinds } from '../../src/sources/registry.ts';
import { sampleLines } from '../../src/sources/sample-lines.ts';
import { noWarning } from './read-source.ts';
import { folderWith } from './temporary-folder.ts';

async function sample(
  content: string | Uint8Array,
  extent = { maxBytes: 1000, maxLines: 4 },
): Promise<readonly string[]> {
  const path = join(folderWith({ 'run.log': content }), 'run.log');
  const [source] = findSources([path], { kinds: sourceKinds, warn: noWarning });
  return source ? sampleLines(source, extent) : [];
}

it.each<[string, string | Uint8Array, readonly string[]]>([
  ['line ends of both sorts', 'one\r\ntwo\n\nfour', ['one', 'two', '', 'four']],
  ['as many lines as asked for', '1\n2\n3\n4\n5\n', ['1', '2', '3', '4']],
  ['a byte order mark', '\uFEFFone\n', ['one']],
  ['bytes that are no UTF-8', Buffer.from('job \xc4\xe3\n', 'latin1'), ['job 你']],
  ['lines in encodings of their own', Buffer.from('é: \xc4\xe3\ncaf\xe9\n', 'latin1'), ['é: Äã', 'café']],
  ['gzip', gzipSync('one\ntwo\n'), ['one', 'two']],
  ['no half line', `one\n${'x'.repeat(2000)}\n`, ['one']],
  ['half a line rather than none', 'x'.repeat(2000), ['x'.repeat(1000)]],
])('%s', async (_what, content, lines) => {
  expect(await sample(content)).toEqual(lines);
});

it('looks into the middle of a long file, and only takes whole lines there', async () => {
  const start = 'Starting\n'.repeat(60_001);
  const rest = 'INFO [20431] job started\n'.repeat(60_000);
  const lines = await sample(start + rest);
  expect(lines).toEqual(['Starting', 'Starting', 'INFO [20431] job started', 'INFO [20431] job started']);
});
