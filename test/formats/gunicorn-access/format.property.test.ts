import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newHead } from '../../../src/formats/head.ts';
import { gunicornAccess } from '../../../src/formats/gunicorn-access/format.ts';

const HEADS = [
  '%(h)s %(l)s %(u)s %(t)s "%(r)s" %(s)s %(b)s "%(f)s" "%(a)s"',
  '%(t)s %(p)s %(m)s %(U)s%(q)s %(H)s %(s)s %(L)s %(D)8d',
  '%(U)s%(q)s%(r)s%({x-request-id}i)s%(s)s',
  'uvicorn',
  '',
  '100%',
];

const pieces = fc.constantFrom(
  ...gunicornAccess.samples.flatMap(({ lines }) => lines),
  ...['"', '\\"', '\\', '[', '<', '- ', ' ', '\n', '\r', '[23/Nov/2026:09:45:03 +0000]', 'GET / HTTP/1.1', '200 '],
);
const likely = fc.array(fc.oneof(pieces, fc.string())).map((parts) => new TextEncoder().encode(parts.join('')));

describe.each(HEADS)('%s', (head) => {
  const reader = gunicornAccess.open({ format: 'gunicorn-access', head, phrases: [] });

  it('never throws, whatever the bytes, and never reads beyond the line', () => {
    fc.assert(
      fc.property(fc.oneof(likely, fc.uint8Array()), fc.nat(40), (bytes, from) => {
        const to = bytes.length;
        const text = new TextDecoder().decode(bytes.subarray(from));
        const record = { origin: { source: 1, line: 1, byteOffset: 0 }, text };
        expect(() => {
          reader.classify(bytes, from, to, newHead());
          reader.read(record);
          gunicornAccess.learn({ lines: text.split('\n'), workerPids: new Set(), stated: [head, text] });
        }).not.toThrow();
        const longer = new Uint8Array([...bytes, ...new TextEncoder().encode('" 200 17 "-" "x"')]);
        expect(reader.starts(longer, from, to, newHead())).toBe(reader.starts(bytes, from, to, newHead()));
      }),
    );
  });
});
