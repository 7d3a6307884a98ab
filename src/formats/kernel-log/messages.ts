import { byteWords } from '../../lib/byte-words.ts';

/** What is worth keeping: processes that the kernel ended, tasks that hung, and what befell the machine as a whole. */
const NOTABLE = [
  'invoked oom-killer',
  'oom-kill:',
  'oom_reaper:',
  'memory.oom.group',
  'Out of memory',
  'out of memory',
  'Killed process',
  'segfault at ',
  'general protection',
  'traps: ',
  'blocked for more than ',
  'soft lockup',
  'INFO: rcu_',
  'rcu_sched kthread starved',
  'rcu_preempt kthread starved',
  'PM: suspend e',
  'PM: hibernation',
  'clocksource: timekeeping watchdog',
  'clocksource: Long readout interval',
  'Linux version ',
];

/** What is found in about every kernel's log, and hardly elsewhere. */
const COMMON = [
  'Call Trace:',
  'audit: type=',
  'IPv6: ADDRCONF',
  'EXT4-fs ',
  'XFS (',
  'systemd[1]: ',
  'docker0: ',
  'entered promiscuous mode',
  'overlayfs: ',
  'TCP: ',
  'random: ',
  'perf: ',
  'nf_conntrack',
  'CPU: ',
];

const notable = byteWords(NOTABLE);
const telling = byteWords([...NOTABLE, ...COMMON]);

/** True if the message in bytes[from, to) is to be kept. */
export const isNotable = (bytes: Uint8Array, from: number, to: number): boolean => notable.occur(bytes, from, to);

/** True if the message in bytes[from, to) is the kernel's for certain. */
export const isTelling = (bytes: Uint8Array, from: number, to: number): boolean => telling.occur(bytes, from, to);
