import type { Envelope, Peel } from '../envelope.ts';
import { shareOf } from '../sample-share.ts';
import { isInterrupted } from './interrupted.ts';
import { ownHeads } from './own-heads.ts';

// 2013-09-18 13:45:37 [29980] [CRITICAL] …            gunicorn's until 18
// [2026-11-23 08:51:06 +0000] [11619] [INFO] …        gunicorn's head, which stands nowhere but at a record's start
// [ 6379.686421] gunicorn[28103]: segfault …          the kernel's, behind the blanks with which a terminal filled its line
const HEAD =
  /(?:\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4}\]|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) \[\d+\] \[[A-Z]+\] |(?<=\S {3,})\[ *\d+\.\d{6}\] /g;

/** The kernel's head, which only stands at the margin. */
const KERNEL = /^\[ *\d+\.\d{6}\] /;

/** Where another record begins: at each head but the first, and at the first where no blank sets it off from what stands before. */
const startsIn = (line: string): readonly number[] =>
  [...line.matchAll(HEAD)]
    .map(({ index }) => index)
    .filter(
      (index, at) => index > 0 && (at > 0 || /\S/.test(line[index - 1] ?? ' ') || KERNEL.test(line.slice(index))),
    );

/** Splits lines at heads that are known whoever writes, and at `own` ones, a pattern of this source. */
const peelAt = (own: string): Peel => {
  const ownHead = own === '' ? undefined : new RegExp(own, 'gi');
  return (line) => {
    const owned = ownHead ? [...line.matchAll(ownHead)].map(({ index }) => index) : [];
    const starts = [...new Set([...startsIn(line), ...owned])].sort((a, b) => a - b);
    if (starts.length === 0) return undefined;
    return { text: [0, ...starts].map((from, at) => line.slice(from, starts[at]).trimEnd()).join('\n') };
  };
};

/** Records that lost the line end between them, as two processes wrote at once or somebody copied them. */
export const gluedRecords: Envelope = {
  id: 'glued-records',
  title: 'records glued together on one line, or set between the lines of others',
  docs: 'https://docs.gunicorn.org/en/stable/settings.html#errorlog',
  samples: [
    {
      line: '[2026-11-23 08:51:06 +0000] [1] [INFO] one[2026-11-23 08:51:07 +0000] [1] [INFO] two',
      inner: { text: '[2026-11-23 08:51:06 +0000] [1] [INFO] one\n[2026-11-23 08:51:07 +0000] [1] [INFO] two' },
    },
    {
      line: '2013-09-18 13:45:37 [5] [CRITICAL] WORKER TIMEOUT (pid:7)2013-09-18 13:45:37 [9] [INFO] Booting worker with pid: 9',
      inner: {
        text: '2013-09-18 13:45:37 [5] [CRITICAL] WORKER TIMEOUT (pid:7)\n2013-09-18 13:45:37 [9] [INFO] Booting worker with pid: 9',
      },
    },
    {
      line: 'SystemExit: 1[2026-11-23 08:51:07 +0000] [8] [INFO] Worker exiting (pid: 8)',
      inner: { text: 'SystemExit: 1\n[2026-11-23 08:51:07 +0000] [8] [INFO] Worker exiting (pid: 8)' },
    },
  ],
  learn(sample) {
    const own = ownHeads(sample.lines);
    return shareOf(sample, peelAt(own)) > 0 || isInterrupted(sample.lines) ? own : undefined;
  },
  open: peelAt,
};
