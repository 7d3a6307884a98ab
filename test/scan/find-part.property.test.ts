import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import '../property-seed.ts';
import { wallMicros } from '../../src/model/time.ts';
import { partWithin } from '../../src/scan/find-part.ts';
import { openReaders } from '../../src/scan/readers.ts';
import { formats, supervisors } from '../../src/app/catalogue.ts';

const readers = openReaders(
  { envelopes: [], layouts: [{ format: 'gunicorn-error', head: '', phrases: [] }] },
  { envelopes: [], formats, supervisors },
);
const BEGAN = Date.UTC(2026, 2, 9);
const lineAt = (second: number): string =>
  `[${new Date(BEGAN + second * 1_000).toISOString().slice(0, 19).replace('T', ' ')} +0000] [7] [INFO] Booting worker with pid: ${String(second)}\n`;

const steps = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 3_000 });
const asked = fc.tuple(fc.integer({ min: 0, max: 900_000 }), fc.integer({ min: 0, max: 900_000 }));

it('holds every line of the window, begins and ends with whole lines, and little more', () => {
  fc.assert(
    fc.property(steps, asked, fc.integer({ min: 0, max: 10_000 }), (gaps, [one, other], hole) => {
      const seconds = gaps.map(
        (
          (at) => (gap) =>
            (at += gap)
        )(0),
      );
      const bytes = Buffer.concat([
        Buffer.alloc(hole),
        Buffer.from(`${hole > 0 ? '\n' : ''}${seconds.map(lineAt).join('')}`),
      ]);
      const [since, until] = [Math.min(one, other), Math.max(one, other)];
      const time = (second: number) => ({ at: undefined, wall: wallMicros((BEGAN + second * 1_000) * 1_000) });
      const part = partWithin({ bytes: bytes.length, read: (from, to) => bytes.subarray(from, to) }, readers, {
        since: time(since),
        until: time(until),
      });
      if (!part) throw new Error('not found');
      const text = bytes.subarray(part.byteFrom, part.byteTo).toString();
      const wanted = seconds
        .filter((second) => second >= since && second <= until)
        .map(lineAt)
        .join('');
      expect(text).toContain(wanted);
      expect(text === '' || text.endsWith('\n')).toBe(true);
      const around = seconds
        .filter((second) => second >= since - 600 && second <= until + 300)
        .map(lineAt)
        .join('');
      expect(text.length - hole).toBeLessThan(around.length + 20_000);
    }),
  );
});
