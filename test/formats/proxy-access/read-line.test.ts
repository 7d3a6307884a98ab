import { expect, it } from 'vitest';
import { PROXIES } from '../../../src/formats/proxy-access/proxies.ts';
import { readLine } from '../../../src/formats/proxy-access/read-line.ts';
import { samples } from '../../../src/formats/proxy-access/samples.ts';

const lines = samples.flatMap((sample) => sample.lines);

it.each(lines)('only one proxy writes: %s', (line) => {
  expect(PROXIES.filter(({ pattern }) => pattern.test(line))).toHaveLength(1);
});

it('tells the end of a request of which the line tells the beginning', () => {
  const line =
    '10.0.1.2:33318 [06/Feb/2026:12:14:14.700] http-in app/srv1 0/0/0/-1/30012 502 208 - - SH-- 1/1/1/1/0 0/0 "POST /write HTTP/1.1"';
  expect(readLine(line)?.time.wall).toBe(Date.UTC(2026, 1, 6, 12, 14, 44, 712) * 1_000);
});

it.each([
  ['CD--', 'client-left'],
  ['cR--', 'client-left'],
  ['sC--', 'refused'],
  ['SD--', 'closed'],
  ['sQ--', 'timeout'],
  ['----', undefined],
])('reads what the termination flags %s mean', (flags, error) => {
  const line = `10.0.1.2:1 [06/Feb/2026:12:14:14.700] in app/srv1 0/0/0/1/2 200 208 - - ${flags} 1/1/1/1/0 0/0 "GET /a HTTP/1.1"`;
  expect(readLine(line)?.facts.upstreamError).toBe(error);
});

it('is no combined access line', () => {
  expect(
    readLine('127.0.0.1 - - [10/Oct/2026:13:55:37 -0700] "GET /feed HTTP/1.0" 502 2326 "-" "curl"'),
  ).toBeUndefined();
});
