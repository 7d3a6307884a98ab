import { expect, it } from 'vitest';
import { decodeText } from '../../src/lib/decode-text.ts';

it.each([
  ['UTF-8', Buffer.from('Zürich 文件写入'), 'Zürich 文件写入'],
  ['GBK', Buffer.from([0xce, 0xc4, 0xbc, 0xfe, 0x20, 0xd0, 0xb4, 0xc8, 0xeb, 0x3a, 0x31]), '文件 写入:1'],
  ['Latin-1', Buffer.from('requête échouée', 'latin1'), 'requête échouée'],
  ['Latin-1 with two high letters in a word', Buffer.from('GET /Größe/4', 'latin1'), 'GET /Größe/4'],
  ['GBK beside letters', Buffer.from([0x69, 0x64, 0xce, 0xc4, 0xbc, 0xfe, 0x2f, 0x61]), 'id文件/a'],
  ['UTF-8 that was cut', Buffer.concat([Buffer.from('文件写入'), Buffer.from([0xe6, 0x96])]), '文件写入\uFFFD'],
  ['ASCII', Buffer.from('plain'), 'plain'],
])('reads %s', (_name, bytes, text) => {
  expect(decodeText(bytes)).toBe(text);
});
