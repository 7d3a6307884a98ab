import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { clearAccessMatch, newAccessMatch, SPAN } from '../../src/formats/access-match.ts';
import type { Step } from '../../src/formats/access-steps.ts';
import { combinedStep } from '../../src/formats/combined-line.ts';
import { compileFormat, COMBINED } from '../../src/formats/gunicorn-access/compile-format.ts';

const column = fc.oneof(
  fc.constantFrom(
    '-',
    '',
    '10.0.0.1',
    'a b',
    'GET /feed HTTP/1.1',
    'curl/8.5',
    '\\',
    'x\\"y',
    '"',
    '[',
    '200',
    '17',
    'None',
  ),
  fc.string({ maxLength: 6 }),
);
const time = fc.constantFrom(
  '23/Nov/2026:09:45:03 +0000',
  '23/Nov/2026:09:45:60 +0000',
  '32/Nov/2026:09:45:03 +0000',
  '',
);
const line = fc
  .tuple(fc.tuple(column, column, column), time, fc.tuple(column, column, column), fc.tuple(column, column, column))
  .map(
    ([[host, dash, user], at, [request, status, bytes], [referer, agent, rest]]) =>
      `${host} ${dash} ${user} [${at}] "${request}" ${status} ${bytes} "${referer}" "${agent}"${rest}`,
  );
const plain = fc
  .tuple(fc.constantFrom('-', 'eve'), fc.constantFrom('200', '-', '50'), fc.constantFrom('-', '17', 'None', ''))
  .map(
    ([user, status, bytes]) =>
      `10.0.0.1 - ${user} [23/Nov/2026:09:45:03 +0000] "GET / HTTP/1.1" ${status} ${bytes} "-" "x" 81 <7>`,
  );

/** Spaces around it leave the meaning of a format, and are not begun as the combined one is. */
const slow = (format: string): Step => {
  const step = compileFormat(` ${format}`);
  return (bytes, at, to, found) => step(Uint8Array.from([0x20, ...bytes.subarray(at, to)]), 0, to - at + 1, found);
};

it.each([COMBINED, `${COMBINED} %(D)s %(p)s`, `${COMBINED}%(T)s`])(
  'reads the same as column by column: %s',
  (format) => {
    const [quick, column] = [compileFormat(format), slow(format)];
    fc.assert(
      fc.property(fc.array(fc.oneof(line, plain), { minLength: 1, maxLength: 4 }), (lines) => {
        for (const text of lines) {
          const bytes = new TextEncoder().encode(text);
          const [one, other] = [newAccessMatch(), newAccessMatch()];
          for (const found of [one, other]) clearAccessMatch(found, bytes.length);
          const isRead = quick(bytes, 0, bytes.length, one);
          expect(isRead).toBe(column(bytes, 0, bytes.length, other));
          if (!isRead) continue;
          const told = [one, other].map(({ time, pid, status, durationUs }) => ({
            ...time,
            end: 0,
            pid,
            status,
            durationUs,
          }));
          expect(told[0]).toEqual(told[1]);
          expect(one.spans.subarray(SPAN.request)).toEqual(
            other.spans.subarray(SPAN.request).map((at) => Math.max(0, at - 1)),
          );
        }
      }),
    );
  },
);

it('asks the slow reading only for what is not plain', () => {
  const asked: string[] = [];
  const text = '10.0.0.1 - eve [23/Nov/2026:09:45:03 +0000] "GET / HTTP/1.1" 200 17 "-" "curl"';
  const step = combinedStep(
    (bytes, at, to) => at === to - 1 && bytes[at] === 0x22,
    () => {
      asked.push(text);
      return false;
    },
  );
  const bytes = new TextEncoder().encode(text);
  expect(step(bytes, 0, bytes.length, newAccessMatch())).toBe(true);
  expect(asked).toEqual([]);
});
