import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { newHead } from '../../../src/formats/head.ts';
import { uwsgiLog } from '../../../src/formats/uwsgi-log/format.ts';
import { stepBy } from '../../../src/supervisors/message-rules.ts';
import { uwsgi } from '../../../src/supervisors/uwsgi/supervisor.ts';

it('never throws, whatever the bytes', () => {
  const reader = uwsgiLog.open({ format: 'uwsgi-log', head: '[date - ]message', phrases: [] });
  const lines = uwsgiLog.samples.flatMap((sample) => sample.lines);
  const cut = fc.tuple(fc.constantFrom(...lines), fc.nat(200)).map(([line, end]) => line.slice(0, end));
  const pieces = fc.constantFrom(
    ...lines,
    '[pid: ',
    '|app: ',
    '} [',
    ' => generated ',
    ' msecs ',
    '(',
    ')',
    '\n',
    ' - ',
  );
  const likely = fc.array(fc.oneof(pieces, cut, fc.string())).map((parts) => new TextEncoder().encode(parts.join('')));
  fc.assert(
    fc.property(fc.oneof(likely, fc.uint8Array()), fc.nat(40), (bytes, from) => {
      const text = new TextDecoder().decode(bytes.subarray(from));
      expect(() => {
        reader.starts(bytes, from, bytes.length, newHead());
        reader.classify(bytes, from, bytes.length, newHead());
        const events = reader.read({ origin: { source: 1, line: 1, byteOffset: 0 }, text });
        for (const event of events) if (event.kind === 'note') stepBy(uwsgi.rules, event);
        uwsgiLog.learn({ lines: text.split('\n'), workerPids: new Set(), stated: [] });
      }).not.toThrow();
    }),
  );
});
