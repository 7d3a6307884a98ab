import { type MessageRule, type StepOf } from '../message-rules.ts';
import type { Supervisor } from '../supervisor.ts';
import { samples } from './samples.ts';

const SIGILL = 4;
const SIGFPE = 8;
const SIGSEGV = 11;

const fault =
  (signal: number): StepOf =>
  ({ command, thread }) => ({
    what: 'kernel-fault',
    thread: Number(thread),
    command: command ?? '',
    signal,
  });

const oomKill: StepOf = ({ process, command, rss }) => ({
  what: 'kernel-oom-kill',
  process: Number(process),
  command: command ?? '',
  rssKb: rss === undefined ? undefined : Number(rss),
});

/**
 * A process' name is up to 15 bytes of anything, `gunicorn: worke` too. The number in brackets is the thread's id: that of
 * its process only where the main thread fell.
 */
const WHO = String.raw`^(?:traps: )?(?<command>.{1,15})\[(?<thread>\d+)\]`;

/**
 * Messages of mm/oom_kill.c and arch/x86/mm/fault.c, traps.c. Of the lines about one out-of-memory kill those that
 * name the victim count, the summary `oom-kill:` too, as it may be all that was kept: `invoked oom-killer` names who asked
 * for memory, `Kill process … or sacrifice child` may end a child instead, `oom_reaper:` follows.
 */
const RULES: readonly MessageRule[] = [
  // Memory cgroup out of memory: Killed process 10696 (gunicorn) total-vm:218624kB, anon-rss:195368kB, file-rss:10840kB, …
  // Killed process 4711 (python3), UID 33, total-vm:…    Killed process 4711, UID 33, (python3) total-vm:…    both 4.x and older
  // Out of memory: Killed process 719 (celery)    of which who pasted it left the rest out, or set it below
  [
    /Killed process (?<process>\d+)(?:, UID \d+,)? \((?<command>.*?)\)(?![^,\s])(?:.*?\banon-rss:(?<rss>\d+)kB)?/,
    oomKill,
  ],
  // oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,…,task=gunicorn,pid=10696,uid=0    5.0 on
  [/^oom-kill:constraint=.*,task=(?<command>.*),pid=(?<process>\d+),uid=\d+/, oomKill],
  // Killed    a shell, of the program that it ran last; line 3:     7 Killed                  gunicorn shop.wsgi:application
  [
    /^Killed(?:\s+(?:gunicorn|celery|uwsgi|uvicorn|python\S*)\s.*)?$/,
    () => ({ what: 'unit-ended', unit: '', why: 'SIGKILL' }),
  ],
  // gunicorn[11016]: segfault at 8 ip 00007f390f3ad870 sp 00007f390c8efcb8 error 4 in libc.so.6[16d870,7f390f266000+156000]
  [new RegExp(`${WHO}: segfault at `), fault(SIGSEGV)],
  // traps: python3[1234] general protection fault ip:7f0c sp:7ffe error:0 in libpython3.11.so.1.0[7f0c+1000]
  [new RegExp(`${WHO}:? general protection `), fault(SIGSEGV)],
  // traps: python3[1234] trap invalid opcode ip:7f0c sp:7ffe error:0 in _speed.so[7f0c+1000]
  [new RegExp(`${WHO}:? trap invalid opcode `), fault(SIGILL)],
  // traps: python3[1234] trap divide error ip:7f0c sp:7ffe error:0 in _speed.so[7f0c+1000]
  [new RegExp(`${WHO}:? trap divide error `), fault(SIGFPE)],
];

/** What pasted kernel lines begin with once their head is lost. */
const OPENINGS: readonly string[] = [
  'Memory cgroup out of memory: Kill',
  'Out of memory: Kill',
  'Out of memory (oom_kill_allocating_task): Kill',
  'Killed',
  'oom-kill:constraint=',
];

/** The Linux kernel as the one that ends processes: out of memory, and faults of native code. Pids are the host's. */
export const kernel: Supervisor = {
  id: 'kernel',
  title: 'Linux kernel',
  docs: 'https://docs.kernel.org/admin-guide/mm/concepts.html#oom-killer',
  writes: ['kernel-log', 'kubernetes-objects'],
  openings: OPENINGS,
  defaults: { timeoutSeconds: undefined, gracefulTimeoutSeconds: undefined },
  samples,
  rules: RULES,
};
