import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  newWallTime,
  readClfTime,
  readCtime,
  readNamedMonthTime,
  readEpochTime,
  readIsoTime,
  readSlashTime,
  syslogTimeOf,
  type ReadTime,
} from '../../src/formats/wall-time.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const padded = (value: number): string => String(value).padStart(2, '0');

const wallOf = (read: ReadTime, text: string): number | 'none' => {
  const into = newWallTime();
  return read(new TextEncoder().encode(text), 0, into) ? into.wall : 'none';
};

const date = fc.date({
  min: new Date('1970-01-01T00:00:00Z'),
  max: new Date('2254-12-31T23:59:59Z'),
  noInvalidDate: true,
});

it('agrees with Date.UTC on every date, in every layout', () => {
  fc.assert(
    fc.property(date, (any) => {
      const wall = Math.floor(any.getTime() / 1_000) * 1_000_000;
      const month = MONTHS[any.getUTCMonth()] ?? '';
      const [year, day] = [any.getUTCFullYear(), any.getUTCDate()];
      const clock = any.toISOString().slice(11, 19);
      expect(wallOf(readIsoTime, any.toISOString())).toBe(any.getTime() * 1_000);
      expect(wallOf(readSlashTime, `${any.toISOString().slice(0, 10).replaceAll('-', '/')} ${clock}`)).toBe(wall);
      expect(wallOf(readClfTime, `${padded(day)}/${month}/${year}:${clock} +0000`)).toBe(wall);
      expect(wallOf(readNamedMonthTime, `${padded(day)}-${month}-${year} ${clock}`)).toBe(wall);
      expect(wallOf(syslogTimeOf(year), `${month} ${String(day).padStart(2)} ${clock}`)).toBe(wall);
      expect(wallOf(readCtime, `Mon ${month} ${String(day).padStart(2)} ${clock} ${year}`)).toBe(wall);
    }),
  );
});

it('reads a date exactly if the calendar has it', () => {
  const part = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max });
  fc.assert(
    fc.property(fc.integer({ min: 1970, max: 2254 }), part(14), part(33), (year, month, day) => {
      const utc = new Date(Date.UTC(year, month - 1, day));
      const exists = utc.getUTCMonth() === month - 1 && utc.getUTCDate() === day && month > 0;
      const read = wallOf(readIsoTime, `${year}-${padded(month)}-${padded(day)} 00:00:00`);
      expect(read).toBe(exists ? utc.getTime() * 1_000 : 'none');
    }),
    { numRuns: 1_000 },
  );
});

it('never throws, whatever the bytes and wherever it starts', () => {
  const readers = [
    readIsoTime,
    readSlashTime,
    readClfTime,
    readNamedMonthTime,
    syslogTimeOf(2026),
    readCtime,
    readEpochTime,
  ];
  const timelike = fc
    .string({ unit: fc.constantFrom(...'0123456789-/:. ,TZ+JanFeb'.split('')) })
    .map((text) => new TextEncoder().encode(text));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), timelike), fc.integer({ min: 0, max: 60 }), (bytes, at) => {
      for (const read of readers) expect(() => read(bytes, at, newWallTime())).not.toThrow();
    }),
  );
});
