import { expect, it } from 'vitest';
import { toldInJson } from '../../../src/report/text/told-in-json.ts';

it.each([
  [
    '{"__CURSOR":"s=1","_PID":"7","MESSAGE":"WORKER \\"TIMEOUT\\"","X":"1"}',
    '{... "MESSAGE":"WORKER \\"TIMEOUT\\"" ...}',
  ],
  ['{"log":"Booting worker\\n","stream":"stderr"}', '{"log":"Booting worker\\n","stream":"stderr"}'],
  ['{"level":"info","status":502}', '{"level":"info","status":502}'],
  ['GET /a "message": "b"', 'GET /a "message": "b"'],
])('of %s is shown %s', (text, shown) => {
  expect(toldInJson(text)).toBe(shown);
});
