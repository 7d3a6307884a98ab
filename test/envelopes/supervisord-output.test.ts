import { expect, it } from 'vitest';
import { learnEnvelopes, openEnvelopes } from '../../src/envelopes/peel-lines.ts';
import { envelopes } from '../../src/envelopes/registry.ts';
import { unwrapBlock } from '../../src/scan/strands.ts';

const LINES = [
  "2026-11-23 08:02:31,123 DEBG 'web' stderr output:",
  '[2026-11-23 08:02:31 +0000] [10] [ERROR] Error handling request /export',
  'Traceback (most recent call last):',
  '  File "/srv/views.py", line 3, in export',
  "2026-11-23 08:02:31,124 DEBG 'web' stderr output:",
  '    raise SystemExit(1)',
  'SystemExit: 1',
  "2026-11-23 08:02:32,500 DEBG 'web' stdout output:",
  'spawned uWSGI worker 1 (pid: 7, cores: 1)',
  '2026-11-23 08:02:33,000 INFO exited: web (exit status 1; not expected)',
];

it('leaves what the children of supervisord wrote, and what it says itself', () => {
  const layouts = learnEnvelopes(envelopes, { lines: LINES, year: 2026 });
  expect(layouts.map(({ envelope }) => envelope)).toEqual(['supervisord-output']);
  const bytes = Buffer.from(LINES.join('\n'));
  const texts = unwrapBlock({ source: 0, byteOffset: 0, lineFrom: 1, bytes }, openEnvelopes(layouts, envelopes));
  expect(texts.map((text) => text.bytes.toString('utf8').split('\n'))).toEqual([
    [
      ...LINES.slice(1, 4),
      ...LINES.slice(5, 7),
      '2026-11-23T08:02:32.500 spawned uWSGI worker 1 (pid: 7, cores: 1)',
      LINES[9],
    ],
  ]);
});
