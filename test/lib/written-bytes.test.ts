import { expect, it } from 'vitest';
import { decodeText } from '../../src/lib/decode-text.ts';
import { writtenBytes } from '../../src/lib/written-bytes.ts';

it('is one of bytes alone where all encodings are the same', () => {
  expect(writtenBytes('job 7')).toEqual([new TextEncoder().encode('job 7')]);
});

it('tells how a text stands in GBK', () => {
  const [utf8, gbk, ...others] = writtenBytes('开始处理 7');
  expect([utf8, gbk].map((bytes) => bytes && decodeText(bytes))).toEqual(['开始处理 7', '开始处理 7']);
  expect(gbk).toEqual(Uint8Array.from([0xbf, 0xaa, 0xca, 0xbc, 0xb4, 0xa6, 0xc0, 0xed, 0x20, 0x37]));
  expect(others).toEqual([]);
});

it('tells how a text stands in Latin-1', () => {
  expect(writtenBytes('fermé')).toContainEqual(Uint8Array.from(Buffer.from('fermé', 'latin1')));
});
