import { describe, expect, it } from 'vitest';
import { NOT_STATED } from '../../../src/formats/format.ts';
import { newHead } from '../../../src/formats/head.ts';
import { kernelLog } from '../../../src/formats/kernel-log/format.ts';

const learn = (lines: readonly string[]) => kernelLog.learn({ lines, workerPids: new Set(), stated: [] });
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const open = (head: string) => kernelLog.open({ format: 'kernel-log', head, phrases: [] });

const SEGFAULT =
  'gunicorn[11016]: segfault at 8 ip 00007f39 sp 00007f39 error 4 in libc.so.6[16d870,7f390f266000+156000]';
const at = (iso: string, micros = 0): number => Date.parse(`${iso}Z`) * 1_000 + micros;

it('takes the year that the wrapping of other lines is read by, if none of its own states one', () => {
  const lines = ['Nov 24 07:41:18 studio kernel: PM: suspend exit'];
  const [own, given] = [
    ['Nov 23 09:00:00 web1 kernel: setting system clock to 2025-11-23T09:00:00 UTC'],
    { assumedYear: 2026 },
  ];
  const known = { workerPids: new Set<number>(), stated: [] };
  expect(kernelLog.learn({ ...known, ...given, lines })?.layout.head).toBe('syslog 2026 assumed');
  expect(kernelLog.learn({ ...known, ...given, lines: [...own, ...lines] })?.layout.head).toBe('syslog 2025');
  expect(learn(lines)?.layout.head).toBe('syslog 1972');
});

it('leaves what systemd says under the head of a journal alone', () => {
  expect(learn(['2026-11-23T09:33:29.317267+00:00 systemd[1]: web.service: Main process exited'])).toBeUndefined();
});

describe('learns and reads', () => {
  it.each<[head: string, line: string, wall: number, offsetMin: number, precisionUs: number]>([
    ['uptime', `[ 4333.618966] ${SEGFAULT}`, 4_333_618_966, NOT_STATED, 1],
    ['uptime', `<4>[816576.275844] ${SEGFAULT}`, 816_576_275_844, NOT_STATED, 1],
    ['uptime', `[    0.000000][  T771] ${SEGFAULT}`, 0, NOT_STATED, 1],
    ['uptime', `[816576.275844] web1 kernel: ${SEGFAULT}`, 816_576_275_844, NOT_STATED, 1],
    ['ctime', `[Wed Dec  2 05:51:21 2020] ${SEGFAULT}`, at('2020-12-02T05:51:21'), NOT_STATED, 1_000_000],
    [
      'syslog 1972',
      `Nov 23 09:46:46 web1 kernel: [816576.275844] ${SEGFAULT}`,
      at('1972-11-23T09:46:46'),
      NOT_STATED,
      1_000_000,
    ],
    [
      'syslog 1972',
      `Nov 23 09:46:46 web1 kernel: [  76.275844][   C0] ${SEGFAULT}`,
      at('1972-11-23T09:46:46'),
      NOT_STATED,
      1_000_000,
    ],
    [
      'syslog 1972',
      `Feb 29 09:46:46 web1 kern.info kernel: ${SEGFAULT}`,
      at('1972-02-29T09:46:46'),
      NOT_STATED,
      1_000_000,
    ],
    ['iso', `2026-11-23T09:33:29.317267+01:00 web1 kernel: ${SEGFAULT}`, at('2026-11-23T09:33:29', 317_267), 60, 1],
    ['iso', `2026-11-23T09:33:29+0100 web1 kernel: ${SEGFAULT}`, at('2026-11-23T09:33:29'), 60, 1_000_000],
    ['dmesg-iso', `2026-11-23T09:33:29,317267+00:00 ${SEGFAULT}`, at('2026-11-23T09:33:29', 317_267), 0, 1],
  ])('%s: %s', (head, line, ...[wall, offsetMin, precisionUs]) => {
    expect(learn([line])).toEqual({ share: 1, layout: { format: 'kernel-log', head, phrases: [] } });
    const reader = open(head);
    const into = newHead();
    expect(reader.starts(encode(line), 0, encode(line).length, into)).toBe(true);
    expect(into).toMatchObject({ wall, offsetMin, precisionUs, pid: NOT_STATED });
    expect(reader.read({ origin: { source: 1, line: 1, byteOffset: 0 }, text: line })).toMatchObject([
      { kind: 'note', pid: undefined, message: SEGFAULT, text: line, stamp: { wall } },
    ]);
  });

  it('the year, where a line of the log tells it', () => {
    const line = `Nov 23 09:46:46 web1 kernel: ${SEGFAULT}`;
    const audit = 'Nov 23 09:46:47 web1 kernel: audit: type=1400 audit(1795424000.123:45): apparmor="DENIED"';
    const clock =
      'Nov 23 09:46:40 web1 kernel: rtc_cmos 00:00: setting system clock to 2025-11-23T09:46:40 UTC (1763891200)';
    expect(learn([line, audit])?.layout.head).toBe('syslog 2026');
    expect(learn([line, clock])?.layout.head).toBe('syslog 2025');
  });

  it('only the kernel’s lines of a common syslog', () => {
    const lines = ['Nov 23 09:46:46 web1 systemd[1]: Started app.', `Nov 23 09:46:46 web1 kernel: ${SEGFAULT}`];
    expect(learn(lines)?.share).toBe(0.5);
  });

  it.each([
    '',
    '[Mon Nov 23 09:18:50 2026] [error] [client 10.0.0.7] File does not exist',
    '[Mon Nov 23 09:18:50 2026] 127.0.0.1:53050 Accepted',
    '2026-11-23T09:33:29,317+00:00 started',
    '2026-11-23T09:33:29.317267+00:00 web1 gunicorn[7]: x',
    '[    12.345] (II) Module glx: vendor="X.Org Foundation"',
    'Nov 23 09:46:46 web1 gunicorn[7]: a kernel: b',
  ])('not: %s', (line) => {
    expect(learn([line])).toBeUndefined();
  });

  it('nothing from no lines', () => expect(learn([])).toBeUndefined());
});

describe('classifies', () => {
  const classOf = (message: string): string => {
    const bytes = encode(`[ 4333.618966] ${message}`);
    return open('uptime').classify(bytes, 0, bytes.length, newHead());
  };

  it.each([
    SEGFAULT,
    'gunicorn invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0',
    'oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),global_oom,task_memcg=/,task=gunicorn,pid=1026306,uid=32767',
    'Out of memory: Killed process 7 (gunicorn) total-vm:1kB, anon-rss:1kB',
    'Memory cgroup out of memory: Kill process 4711 (python3) score 891 or sacrifice child',
    'Killed process 7 (gunicorn) total-vm:1kB, anon-rss:1kB',
    'Tasks in /kubepods/pod7 are going to be killed due to memory.oom.group set',
    'oom_reaper: reaped process 10696 (gunicorn), now anon-rss:0kB',
    'traps: python3[1234] general protection fault ip:7f sp:7f error:0',
    'traps: python3[1234] trap invalid opcode ip:7f sp:7f error:0',
    'INFO: task gunicorn:11016 blocked for more than 120 seconds.',
  ])('notable: %s', (message) => {
    expect(classOf(message)).toBe('notable');
  });

  it.each(['Code: fa 10 73 26', 'Call Trace:', '', ' <TASK>', 'CPU: 1 PID: 10696 Comm: gunicorn Not tainted'])(
    'plain: %s',
    (message) => {
      expect(classOf(message)).toBe('plain');
    },
  );
});

it('leaves Apache’s lines alone among `dmesg -T`', () => {
  const bytes = encode('[Mon Nov 23 09:18:50 2026] [error] [client 10.0.0.7] File does not exist');
  expect(open('ctime').starts(bytes, 0, bytes.length, newHead())).toBe(false);
});

it('reads nothing in a layout that it does not know', () => {
  const bytes = encode(`[ 4333.618966] ${SEGFAULT}`);
  expect(open('sundial').starts(bytes, 0, bytes.length, newHead())).toBe(false);
});

it('reads behind the head that a relay set before another', () => {
  const line = `<6>Nov 23 08:53:24 log1 kernel: Nov 23 08:53:23 web1 kernel: [159905.100000] ${SEGFAULT}`;
  const [note] = open('syslog 2026').read({ origin: { source: 1, line: 1, byteOffset: 0 }, text: line });
  expect(note).toMatchObject({ message: SEGFAULT, stamp: { wall: at('2026-11-23T08:53:23') } });
});

it('takes no time from uptimes where the wrapping tells when they were', () => {
  const known = { lines: [`[159905.100000] ${SEGFAULT}`], workerPids: new Set<number>(), stated: [] };
  expect(kernelLog.learn({ ...known, tellsUptimes: true })?.layout.head).toBe('uptime untimed');
  expect(kernelLog.learn(known)?.layout.head).toBe('uptime');
});
