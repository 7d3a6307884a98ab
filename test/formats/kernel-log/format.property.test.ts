import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { newHead } from '../../../src/formats/head.ts';
import { kernelLog } from '../../../src/formats/kernel-log/format.ts';

const HEADS = ['uptime', 'ctime', 'iso', 'dmesg-iso', 'syslog 1972'];

it.each(HEADS)('never throws, whatever the bytes: %s', (head) => {
  const reader = kernelLog.open({ format: 'kernel-log', head, phrases: [] });
  const pieces = fc.constantFrom(
    ...kernelLog.samples.flatMap(({ lines }) => lines),
    '[',
    ']',
    ' kernel:',
    '\n',
    '.000000',
  );
  const likely = fc.array(fc.oneof(pieces, fc.string())).map((parts) => new TextEncoder().encode(parts.join('')));
  fc.assert(
    fc.property(fc.oneof(likely, fc.uint8Array()), fc.nat(40), (bytes, from) => {
      const text = new TextDecoder().decode(bytes.subarray(from));
      expect(() => {
        reader.starts(bytes, from, bytes.length, newHead());
        reader.classify(bytes, from, bytes.length, newHead());
        reader.read({ origin: { source: 1, line: 1, byteOffset: 0 }, text });
        kernelLog.learn({ lines: text.split('\n'), workerPids: new Set(), stated: [] });
      }).not.toThrow();
    }),
  );
});
