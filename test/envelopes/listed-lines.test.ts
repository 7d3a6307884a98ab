import { describe, expect, it } from 'vitest';
import { listedLines } from '../../src/envelopes/listed-lines/envelope.ts';

const peeled = (lines: readonly string[]) => {
  const layout = listedLines.learn({ lines, year: 2026 });
  return layout === undefined ? undefined : lines.map((line) => listedLines.open(layout)(line)?.text);
};

describe('points of a Markdown list', () => {
  it('are lines of a log, a traceback with its indentation among them', () => {
    const lines = [
      'What the pod said:',
      '',
      '- [2026-11-23 09:45:29 +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:8)',
      '- Traceback (most recent call last):',
      '-   File "/srv/app/web.py", line 31, in rates',
      '-     rows = slow()',
      '- SystemExit: 1',
    ];
    expect(peeled(lines)).toEqual([
      undefined,
      undefined,
      '[2026-11-23 09:45:29 +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:8)',
      'Traceback (most recent call last):',
      '  File "/srv/app/web.py", line 31, in rates',
      '    rows = slow()',
      'SystemExit: 1',
    ]);
  });

  it('may be numbered, and set in code marks', () => {
    const lines = [
      '9. `[2026-11-23 09:45:29] one`',
      '10. `[2026-11-23 09:45:30] two`',
      '11) [2026-11-23 09:45:31] three',
    ];
    expect(peeled(lines)).toEqual([
      '[2026-11-23 09:45:29] one',
      '[2026-11-23 09:45:30] two',
      '[2026-11-23 09:45:31] three',
    ]);
  });

  it('are left alone where they are what a text or a server says', () => {
    expect(peeled(['* Puma version: 6.4.0', '* Min threads: 5', '* Listening on tcp://0.0.0.0:3000'])).toBeUndefined();
  });
});
