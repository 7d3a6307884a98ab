import { randomFillSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { refusal } from '../../src/sources/refusal.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const LINE = '[2024-01-02 03:04:05 +0000] [20431] [INFO] Booting worker with pid: 20431\n';

it.each<[string, Uint8Array]>([
  ['plain', bytes(LINE)],
  ['coloured', bytes(`\x1b[1m\x1b[31mERROR\x1b[0m\n`.repeat(20))],
  ['GBK', Buffer.concat([Buffer.from([0xc4, 0xe3, 0xba, 0xc3]), bytes(LINE)])],
  ['UTF-8 with a mark', bytes(`\xef\xbb\xbf${LINE}`)],
  ['a log with a hole that a crash left', bytes(LINE.repeat(100) + '\0'.repeat(3000) + LINE)],
  ['the word ustar elsewhere', bytes(`ustar ${LINE}`)],
])('may be a log: %s', (_what, head) => {
  expect(refusal(head)).toBeUndefined();
});

it.each<[string, Uint8Array, string]>([
  ['nothing', bytes(''), 'is empty'],
  ['SQLite', bytes('SQLite format 3\0\x10\0\x01\x01'), 'is an SQLite database, not a log'],
  ['zip', bytes('PK\x03\x04\x14\0'), 'is an archive; unpack it first'],
  ['tar', bytes(`run.log${'\0'.repeat(250)}ustar  \0`), 'is an archive; unpack it first'],
  ['xz', bytes('\xfd7zXZ\0\0\x04'), 'is compressed by xz, which is not read; unpack it first'],
  ['zstd', bytes('\x28\xb5\x2f\xfd\x04'), 'is compressed by zstd, which is not read; unpack it first'],
  ['PNG', bytes('\x89PNG\r\n\x1a\n\0\0'), 'is an image, not a log'],
  ['journal', bytes('LPKSHHRH\0\0'), expect.stringContaining('is a binary journal') as string],
  ['UTF-16, little end first', Buffer.from(`\uFEFF${LINE}`, 'utf16le'), 'is UTF-16, which is not read yet'],
  ['UTF-16, big end first', bytes('\xfe\xff\0a\0b\0\n'), 'is UTF-16, which is not read yet'],
  ['NUL bytes', bytes(`\x07\0\0\0pts/0\0\0\0\0\0\0root\0\0\0\0`), 'is a binary file'],
  ['noise', randomFillSync(Buffer.alloc(64 * 1024)), 'is a binary file'],
])('is no log: %s', (_what, head, cause) => {
  expect(refusal(head)?.cause).toEqual(cause);
});

it('reads a log that begins with a hole, and refuses a file that is nothing else', () => {
  expect(
    refusal(Buffer.concat([Buffer.alloc(4096), Buffer.from('[2026-11-23 08:11:41 +0000] [1] [INFO] hello\n')])),
  ).toBeUndefined();
  expect(refusal(Buffer.alloc(4096))?.cause).toBe('is a binary file');
});
