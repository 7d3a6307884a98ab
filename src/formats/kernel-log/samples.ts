import type { FormatSample } from '../format.ts';

const note = (message: string) => ({ kind: 'note', pid: undefined, message });

const OOM =
  'Memory cgroup out of memory: Killed process 10696 (gunicorn) total-vm:218624kB, anon-rss:195368kB, file-rss:10840kB, shmem-rss:0kB, UID:0 pgtables:468kB oom_score_adj:0';
const SEGFAULT =
  'gunicorn[11016]: segfault at 8 ip 00007f390f3ad870 sp 00007f390c8efcb8 error 4 in libc.so.6[16d870,7f390f266000+156000] likely on CPU 0 (core 0, socket 0)';

/** `dmesg`: time since the machine started. */
const UPTIME: FormatSample = {
  lines: [
    `[ 4333.618966] ${SEGFAULT}`,
    '[ 4333.619033] Code: fa 10 73 26 83 fa 08 73 53 48 83 ea 04 73 de',
    '[ 4377.000001] INFO: task gunicorn:11016 blocked for more than 120 seconds.',
  ],
  means: [
    { ...note(SEGFAULT), stamp: { wall: 4_333_618_966, offsetMin: undefined, precision: 'us' } },
    note('INFO: task gunicorn:11016 blocked for more than 120 seconds.'),
  ],
};

/** `dmesg -T`: a wall clock that drifts while the machine sleeps. */
const CTIME: FormatSample = {
  lines: [`[Wed Dec  2 05:51:21 2020] ${OOM}`, '[Wed Dec  2 05:51:22 2020] IPv6: ADDRCONF(NETDEV_CHANGE): veth0: link'],
  means: [note(OOM)],
};

/** kern.log: no year, and the uptime again within. */
const SYSLOG: FormatSample = {
  lines: [
    'Nov 23 09:46:46 web1 kernel: [816576.275844] gunicorn invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0',
    'Nov 23 09:46:46 web1 kernel: [816576.275863] Call Trace:',
    `Nov 23 09:46:46 web1 kernel: [816576.276431] ${OOM}`,
  ],
  means: [note('gunicorn invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0'), note(OOM)],
};

/** journalctl --no-hostname, or a name taken out before the log was shared. */
const NO_HOST: FormatSample = {
  lines: [
    `Nov 23 09:46:46 kernel: ${OOM}`,
    'Nov 23 09:46:46 kernel: oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),task=gunicorn,pid=10696,uid=0',
  ],
  means: [note(OOM), note('oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),task=gunicorn,pid=10696,uid=0')],
};

/** rsyslog's own file format. */
const ISO: FormatSample = {
  lines: [`2026-11-23T09:33:29.317267+00:00 web1 kernel: ${OOM}`],
  means: [note(OOM)],
};

/** What befalls the machine as a whole is kept; what the devices say while it sleeps and wakes is not. */
const MACHINE: FormatSample = {
  lines: [
    '[161400.104211] PM: suspend entry (deep)',
    '[161470.836493] PM: resume devices took 0.547 seconds',
    '[161470.836721] Restarting tasks ... done.',
    '[161470.845090] PM: suspend exit',
    '[161512.000417] watchdog: BUG: soft lockup - CPU#1 stuck for 23s! [gunicorn:4711]',
  ],
  means: [
    note('PM: suspend entry (deep)'),
    note('PM: suspend exit'),
    note('watchdog: BUG: soft lockup - CPU#1 stuck for 23s! [gunicorn:4711]'),
  ],
};

/** One sample a shape, and what is kept of the machine's own. */
export const samples: readonly FormatSample[] = [UPTIME, CTIME, SYSLOG, NO_HOST, ISO, MACHINE];
