import { expect, it } from 'vitest';
import { learnEnvelopes, openEnvelopes } from '../../src/envelopes/peel-lines.ts';
import { envelopes } from '../../src/envelopes/registry.ts';

const HEADS = [
  'Nov 30 15:07:46 web1 gunicorn.shop.error: ',
  '<11>1 2026-11-30T15:07:46+00:00 web1 gunicorn.shop.error - - - ',
];
const TRACEBACK = [
  'Traceback (most recent call last):',
  '  File "/srv/shop/views.py", line 40, in app',
  '    render_pages(s)',
  'SystemExit: 1',
];

const jointsIn = (lines: readonly string[]): readonly boolean[] => {
  const { joint } = openEnvelopes(learnEnvelopes(envelopes, { lines, year: 2026 }), envelopes);
  return lines.slice(1).map((next, at) => joint?.(lines[at] ?? '', next) !== undefined);
};

it.each(HEADS)('a traceback that syslog-ng wrote as it came reads on from the message above: %s', (head) => {
  const lines = [
    `${head}[4347] Error handling request GET /export`,
    ...TRACEBACK,
    `${head}[4347] Worker exiting (pid: 4347)`,
  ];
  expect(jointsIn(lines)).toEqual([true, true, true, true, false]);
});

it.each(HEADS)('below anything else it may be of somebody who wrote to the same file: %s', (head) => {
  expect(jointsIn([`${head}[4347] Worker exiting (pid: 4347)`, ...TRACEBACK])).toEqual([false, false, false, false]);
});
