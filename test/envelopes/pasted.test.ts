import { expect, it } from 'vitest';
import { pasted } from '../../src/envelopes/pasted/envelope.ts';

const inside = (lines: readonly string[]) => {
  const peel = pasted.open(pasted.learn({ lines, year: 2026 }) ?? '""');
  return lines.map((line) => peel(line)?.text);
};

it('takes the indentation off a quoted block', () => {
  expect(inside(['>     [12] - Worker 1 (PID: 21) booted', '>       File "a.py", line 1, in f'])).toEqual([
    '[12] - Worker 1 (PID: 21) booted',
    '  File "a.py", line 1, in f',
  ]);
});

it('leaves frames alone that are quoted without what stands above them', () => {
  expect(inside(['>   File "a.py", line 1, in f', '>     write()'])).toEqual([
    '  File "a.py", line 1, in f',
    '    write()',
  ]);
});

it('takes the indentation off frames that a text around them tells of', () => {
  const frames = [
    '    File ".../shop/pool.py", in take',
    '        lock.acquire()',
    '    [ERROR] Worker (pid:87) was sent SIGKILL!',
  ];
  expect(inside(['It says:', '', ...frames, '', 'Then it starts again.'])).toEqual([
    ...[undefined, ''],
    ...['File ".../shop/pool.py", in take', '    lock.acquire()', '[ERROR] Worker (pid:87) was sent SIGKILL!'],
    ...['', undefined],
  ]);
  const flat = ['It says:', '', '  File ".../shop/pool.py", in take', '    lock.acquire()'];
  expect(inside(flat)).toEqual(flat);
});

it('takes the indentation off what the kernel and an untimed server said, quoted in a text', () => {
  const told = [
    '[20153] [WARNING] Worker with pid 20154 was terminated due to signal 9',
    'oom-kill:constraint=CONSTRAINT_NONE,task=gunicorn,pid=20154,uid=0',
    '[ 4412.006670] Out of memory: Killed process 20154 (gunicorn)',
  ];
  const [first = '', ...others] = told.map((line) => `    ${line}`);
  expect(inside(['It warns:', '', first, '', 'The kernel says:', '', ...others])).toEqual([
    ...[undefined, '', told[0], '', undefined, ''],
    ...told.slice(1),
  ]);
});
