import { expect, it } from 'vitest';
import { platform } from '../../src/envelopes/platform/envelope.ts';

const learnt = (...lines: readonly string[]) => platform.learn({ lines, year: 2023 });

it("reads a console's own time in the zone that lines which state theirs show", () => {
  const lines = [
    'Nov 8 03:20:01 PM  [2023-11-08 20:20:01 +0000] [43] [CRITICAL] WORKER TIMEOUT (pid:45)',
    'Nov 8 03:25:10 PM  ==> Out of memory (used over 512Mi)',
  ];
  expect(learnt(...lines)).toBe('year 2023 zone -300');
  expect(platform.open('year 2023 zone -300')(lines[1] ?? '')?.stamp?.offsetMin).toBe(-300);
});

it('leaves it open where none does, or they disagree', () => {
  expect(learnt('Nov 8 03:25:10 PM  ==> Your service is live')).toBe('year 2023');
  expect(
    learnt(
      'Nov 8 03:20:01 PM  [2023-11-08 20:20:01 +0000] [4] [INFO] a',
      'Nov 8 03:20:01 PM  [2023-11-08 21:20:01 +0000] [4] [INFO] b',
    ),
  ).toBe('year 2023');
});

it('reads lines that a list indents', () => {
  const line = '    2021-05-04T12:34:56.789012+00:00 app[web.1]:     return f(x)';
  expect(platform.open(learnt(line) ?? '')(line)?.text).toBe('    return f(x)');
});
