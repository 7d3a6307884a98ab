import { describe, expect, it } from 'vitest';
import { stampedLines } from '../../src/envelopes/stamped-lines/envelope.ts';

it("leaves a server's own head alone that names its zone", () => {
  const lines = ['2026-11-23 09:48:48 PST [1] [CRITICAL] WORKER TIMEOUT (pid:7)'];
  expect(stampedLines.learn({ lines, year: 2026 })).toBeUndefined();
});

describe('stamps before lines', () => {
  const stamped = ['08:20:00', '08:20:01', '08:20:02'].map(
    (time, at) =>
      `[2026-11-23 16:20:0${String(at)}.1] [c2] [2026-11-23 ${time},041: ERROR/MainProcess] missed heartbeat`,
  );

  it('are known within the text of a post', () => {
    const lines = ['The log was:', '', '```', ...stamped, '```', 'What does this mean?'];
    expect(stampedLines.learn({ lines, year: 2026 })).toBeDefined();
  });

  it('are known where the post holds another log as well', () => {
    const other = [
      "2026-07-06 12:13:37,999: ERROR/MainProcess] Process 'PoolWorker-3' pid:22 exited with 'exitcode 2'",
    ];
    const lines = ['```', ...stamped, '```', 'Same issue here:', '```', ...other, ...other, '```'];
    expect(stampedLines.learn({ lines, year: 2026 })).toBeDefined();
  });

  it('may stand in a column of their own, before lines that lost their indentation', () => {
    const lines = [
      '/srv/lock.py", line 8 in hold',
      '/srv/shop.py", line 9 in sell',
      '/srv/shop.py", line 2 in main',
    ].map((frame) => `2026-11-23 08:20:00 | File "${frame}`);
    for (const cells of ['', '  |   | ']) {
      const table = lines.map((line, at) => (at === 0 ? line : `${cells}${line}`));
      const layout = stampedLines.learn({ lines: table, year: 2026 }) ?? '';
      expect(table.map((line) => stampedLines.open(layout)(line)?.text)).toEqual([
        'File "/srv/lock.py", line 8 in hold',
        'File "/srv/shop.py", line 9 in sell',
        'File "/srv/shop.py", line 2 in main',
      ]);
    }
  });

  it("are the log's own where others of its lines have but one", () => {
    const own = ['[2026-11-23 16:20:04] ready', '[2026-11-23 16:20:05] ready', '[2026-11-23 16:20:06] ready'];
    expect(stampedLines.learn({ lines: [...stamped, ...own], year: 2026 })).toBeUndefined();
  });
});
