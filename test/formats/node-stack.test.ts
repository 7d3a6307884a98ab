import { expect, it } from 'vitest';
import { parseTracebacks } from '../../src/formats/traceback.ts';

it("reads V8's last words, which have no frames of JavaScript", () => {
  const text = [
    '<--- JS stacktrace --->',
    '',
    'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
    '----- Native stack trace -----',
    ' 1: 0xb78db3 node::OOMErrorHandler(char const*, v8::OOMDetails const&) [node /srv/api/app.js]',
  ].join('\n');
  const [{ chain } = { chain: [] }, ...others] = parseTracebacks(text);
  const message = 'Reached heap limit Allocation failed - JavaScript heap out of memory';
  expect(chain).toEqual([{ exception: 'FATAL ERROR', message, frames: [] }]);
  expect(others).toEqual([]);
});
