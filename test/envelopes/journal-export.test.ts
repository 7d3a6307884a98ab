import { expect, it } from 'vitest';
import { learnEnvelopes, openEnvelopes } from '../../src/envelopes/peel-lines.ts';
import { envelopes } from '../../src/envelopes/registry.ts';
import { recordText } from '../../src/scan/record-text.ts';
import { unwrapBlock } from '../../src/scan/strands.ts';

const lengthOf = (value: string): Buffer => {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(Buffer.byteLength(value)));
  return length;
};

const entry = (message: string): Buffer =>
  Buffer.concat([
    Buffer.from('__CURSOR=s=4f1;i=1f2\n__REALTIME_TIMESTAMP=1795424000123456\n_HOSTNAME=web1\nMESSAGE\n'),
    lengthOf(message),
    Buffer.from(`${message}\n_PID=31\nPRIORITY=3\n\n`),
  ]);

const TRACEBACK = 'boom\nTraceback (most recent call last):\n  File "a.py", line 1, in f\nKeyError: 1\n\nDuring …';

// 10, 200, 256 and 2570 bytes are such that a byte of the length is a line end, no UTF-8, NUL, or two line ends.
it.each([TRACEBACK, 'x'.repeat(10), 'y'.repeat(200), 'z'.repeat(256), 'w'.repeat(2570)])(
  'takes a message of several lines or other bytes from behind its length: %#',
  (message) => {
    const bytes = Buffer.concat([entry(message), entry('next')]);
    const lines = recordText(bytes, 0, bytes.length).split('\n');
    const peeler = openEnvelopes(learnEnvelopes(envelopes, { lines, year: 2026 }), envelopes);
    const [text] = unwrapBlock({ source: 0, byteOffset: 0, lineFrom: 1, bytes }, peeler);
    expect([text?.host, text?.noted(0).pid]).toEqual(['web1', 31]);
    const told = text?.bytes.toString('utf8') ?? '';
    for (const line of message.split('\n')) expect(told).toContain(line);
    expect(told).not.toMatch(/__CURSOR|PRIORITY|\u0000/);
  },
);
