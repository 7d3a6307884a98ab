import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { isoTimeReader } from '../../src/formats/same-minute.ts';
import { newWallTime, readIsoTime, type ReadTime } from '../../src/formats/wall-time.ts';

const day = fc.constantFrom('2026-11-23 ', '2026-11-23T', '2026-11-24 ', '2026-13-24 ', '2026-1-123 ');
const clock = fc.constantFrom('09:57:00', '09:57:59', '09:57:60', '09:58:00', '09:57:61', '24:00:00', '09:5');
const rest = fc.constantFrom('', ',146', '.5 x', ' +0800', 'Z', ',1234567890', '7', ' UTC', '+08:00');
const times = fc.array(
  fc.tuple(day, clock, rest).map((parts) => parts.join('')),
  { minLength: 1, maxLength: 12 },
);

const readWith = (read: ReadTime, text: string) => {
  const into = newWallTime();
  return read(new TextEncoder().encode(text), 0, into) ? into : 'none';
};

it('reads each time of a log as if it stood alone', () => {
  fc.assert(
    fc.property(times, (texts) => {
      const read = isoTimeReader();
      for (const text of texts) expect(readWith(read, text)).toEqual(readWith(readIsoTime, text));
    }),
  );
});
