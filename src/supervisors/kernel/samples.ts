import type { LifecycleStep } from '../../model/lifecycle.ts';
import type { MessageSample } from '../message-rules.ts';

const oomKill = (process: number, command: string, rssKb: number | undefined): LifecycleStep => ({
  what: 'kernel-oom-kill',
  process,
  command,
  rssKb,
});

const fault = (thread: number, command: string, signal: number): LifecycleStep => ({
  what: 'kernel-fault',
  thread,
  command,
  signal,
});

/** Lines of several kernels; of the many lines about one kill, two name its victim. */
export const samples: readonly MessageSample[] = [
  {
    text: 'Memory cgroup out of memory: Killed process 10696 (gunicorn) total-vm:218624kB, anon-rss:195368kB, file-rss:10840kB, shmem-rss:0kB, UID:0 pgtables:468kB oom_score_adj:0',
    step: oomKill(10696, 'gunicorn', 195_368),
  },
  {
    text: 'Out of memory: Killed process 1026306 (gunicorn: worke) total-vm:8312564kB, anon-rss:7340032kB, file-rss:0kB, shmem-rss:0kB, UID:32767 pgtables:15684kB oom_score_adj:1000',
    step: oomKill(1026306, 'gunicorn: worke', 7_340_032),
  },
  {
    text: 'Out of memory (oom_kill_allocating_task): Killed process 812 (python3) total-vm:9kB, anon-rss:7kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:4kB oom_score_adj:0',
    step: oomKill(812, 'python3', 7),
  },
  {
    text: 'Killed process 4711 (python3) total-vm:1918396kB, anon-rss:1704020kB, file-rss:12kB',
    step: oomKill(4711, 'python3', 1_704_020),
  },
  { text: 'Out of memory: Killed process 719 (celery)', step: oomKill(719, 'celery', undefined) },
  {
    text: 'Killed process 4711 (gunicorn), UID 33, total-vm:1918396kB, anon-rss:1704020kB, file-rss:12kB, shmem-rss:0kB',
    step: oomKill(4711, 'gunicorn', 1_704_020),
  },
  {
    text: 'Killed process 4711, UID 33, (gunicorn) total-vm:1918396kB, anon-rss:1704020kB, file-rss:12kB',
    step: oomKill(4711, 'gunicorn', 1_704_020),
  },
  {
    text: 'gunicorn[11016]: segfault at 8 ip 00007f390f3ad870 sp 00007f390c8efcb8 error 4 in libc.so.6[16d870,7f390f266000+156000] likely on CPU 0 (core 0, socket 0)',
    step: fault(11016, 'gunicorn', 11),
  },
  {
    text: 'gunicorn: worke[771]: segfault at 0 ip 00007f3a sp 00007ffc error 4 in _speed.so[7f3a+1000]',
    step: fault(771, 'gunicorn: worke', 11),
  },
  {
    text: 'traps: python3[1234] general protection fault ip:7f0c1 sp:7ffe2 error:0 in libpython3.11.so.1.0[7f0c+1000]',
    step: fault(1234, 'python3', 11),
  },
  { text: 'traps: python3[99] general protection ip:7f0c1 sp:7ffe2 error:0', step: fault(99, 'python3', 11) },
  {
    text: 'traps: python3[1234] trap invalid opcode ip:7f0c1 sp:7ffe2 error:0 in _speed.so[7f0c+1000]',
    step: fault(1234, 'python3', 4),
  },
  {
    text: 'traps: python3[1234] trap divide error ip:7f0c1 sp:7ffe2 error:0 in _speed.so[7f0c+1000]',
    step: fault(1234, 'python3', 8),
  },
  {
    text: 'gunicorn invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0',
    step: undefined,
  },
  {
    text: 'oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/system.slice-shop.service,task_memcg=/system.slice-shop.service,task=gunicorn,pid=10696,uid=0',
    step: oomKill(10696, 'gunicorn', undefined),
  },
  { text: 'Killed', step: { what: 'unit-ended', unit: '', why: 'SIGKILL' } },
  {
    text: 'Killed                  gunicorn shop.wsgi:application',
    step: { what: 'unit-ended', unit: '', why: 'SIGKILL' },
  },
  { text: 'Killed by the user', step: undefined },
  { text: 'Out of memory: Kill process 4711 (python3) score 891 or sacrifice child', step: undefined },
  {
    text: 'Tasks in /kubepods/burstable/pod7 are going to be killed due to memory.oom.group set',
    step: undefined,
  },
  {
    text: 'oom_reaper: reaped process 10696 (gunicorn), now anon-rss:0kB, file-rss:0kB, shmem-rss:0kB',
    step: undefined,
  },
  { text: 'INFO: task gunicorn:11016 blocked for more than 120 seconds.', step: undefined },
  { text: 'Code: fa 10 73 26 83 fa 08 73 53 48 83 ea 04', step: undefined },
  { text: 'CPU: 1 PID: 10696 Comm: gunicorn Not tainted 6.1.0-25-amd64 #1 Debian 6.1.106-3', step: undefined },
];
