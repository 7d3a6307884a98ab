import { expect, it } from 'vitest';
import { repeatedHeads } from '../../src/envelopes/repeated-heads/envelope.ts';
import { learnEnvelopes, openEnvelopes } from '../../src/envelopes/peel-lines.ts';
import { envelopes } from '../../src/envelopes/registry.ts';
import { unwrapBlock } from '../../src/scan/strands.ts';

/** The lines of the one speaker of a log, out of all wrappings. */
function unwrapped(...lines: readonly string[]): readonly string[] {
  const peeler = openEnvelopes(learnEnvelopes(envelopes, { lines, year: 2026 }), envelopes);
  const bytes = Buffer.from(lines.join('\n'));
  return unwrapBlock({ source: 0, byteOffset: 0, lineFrom: 1, bytes }, peeler).flatMap((text) =>
    text.bytes.toString('utf8').split('\n'),
  );
}

it('makes one record of a traceback that Celery was given line by line, without its indentation', () => {
  const head = (ms: number): string => `[2026-11-23 08:25:21,${String(ms)}: WARNING/ForkPoolWorker-4]`;
  expect(
    unwrapped(
      `${head(112)} Process ForkPoolWorker-4:`,
      `${head(114)} Traceback (most recent call last):`,
      `${head(114)} File "/srv/process.py", line 258, in _bootstrap`,
      `${head(115)} self.run()`,
      `${head(115)} ValueError: signal only works in main thread`,
      `${head(900)} done`,
    ),
  ).toEqual([
    `${head(112)} Process ForkPoolWorker-4:`,
    head(114),
    'Traceback (most recent call last):',
    'File "/srv/process.py", line 258, in _bootstrap',
    'self.run()',
    'ValueError: signal only works in main thread',
    `${head(900)} done`,
  ]);
});

it('leaves the records of others between them as they are', () => {
  const lines = [
    'ERROR 11-23 09:48:58 engine.py:160] Traceback (most recent call last):',
    'ERROR 11-23 09:48:58 engine.py:160]   File "/srv/loop.py", line 221, in run',
    'INFO 11-23 09:48:58 api.py:12] GET /health',
    'ERROR 11-23 09:48:58 engine.py:160] RuntimeError: no device',
  ];
  expect(unwrapped(...lines)).toContain('INFO 11-23 09:48:58 api.py:12] GET /health');
});

it('claims no log whose tracebacks have one head', () => {
  const lines = ['2026-11-23 09:48:58 ERROR x', 'Traceback (most recent call last):', '  File "a.py", line 1, in f'];
  expect(repeatedHeads.learn({ lines, year: 2026 })).toBeUndefined();
});
