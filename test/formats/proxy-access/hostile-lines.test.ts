import { expect, it } from 'vitest';
import { readLine } from '../../../src/formats/proxy-access/read-line.ts';

const HEADS = [
  '2026-11-23T08:03:00Z ERROR http.log.error: EOF request.x "',
  '2026/11/23 08:03:00 ERROR http.log.error EOF {"request": {',
];

it.each(['request.method=GET request.uri=/ ', '"method": "GET" "uri": "/" ', 'EOF request. '])(
  'gives up soon on a line that a client filled with %s',
  (filling) => {
    const from = performance.now();
    for (const head of HEADS) expect(readLine(head + filling.repeat(5000))).toBeUndefined();
    expect(performance.now() - from).toBeLessThan(1000);
  },
);
