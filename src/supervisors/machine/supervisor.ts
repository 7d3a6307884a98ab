import type { LifecycleStep } from '../../model/lifecycle.ts';
import type { MessageRule, StepOf } from '../message-rules.ts';
import type { Supervisor } from '../supervisor.ts';
import { samples } from './samples.ts';

const means =
  (step: LifecycleStep): StepOf =>
  () =>
    step;

const asleep = means({ what: 'machine-asleep' });
const awake = means({ what: 'machine-awake' });
const lockup = means({ what: 'processor-missed', why: 'lockup' });
const stepped: StepOf = ({ seconds }) => ({
  what: 'clock-stepped',
  seconds: seconds === undefined ? undefined : Number(seconds),
});

const RULES: readonly MessageRule[] = [
  // PM: suspend entry (deep)    PM: hibernation: hibernation entry    Linux kernel/power/suspend.c, hibernate.c
  [/^PM: (?:hibernation: )?(?:suspend|hibernation) entry/, asleep],
  [/^PM: (?:hibernation: )?(?:suspend|hibernation) exit/, awake],
  // Entering sleep state 'suspend'...    Performing sleep operation 'suspend'...    Suspending system...    systemd src/sleep/sleep.c
  [/^(?:Entering sleep state|Performing sleep operation|Suspending system\.)/, asleep],
  // System returned from sleep state.    System returned from sleep operation 'suspend'.    System resumed.
  [/^System (?:returned from sleep|resumed\.)/, awake],
  // Linux version 6.1.0-25-amd64 (debian-kernel@lists.debian.org) (gcc-12 …) #1 SMP …
  [/^Linux version \d/, means({ what: 'machine-started' })],
  // System clock was stepped by 4.005564 seconds    chrony local.c; the line bears the new time
  [/^System clock was stepped by (?<seconds>-?\d+\.\d+) seconds/, stepped],
  // step time server 10.0.0.2 offset +3599.871235 sec    time reset +3.12 s    ntpdate, ntpd ntp_loopfilter.c
  [/^step time server \S+ offset (?<seconds>[-+]?\d+\.\d+) sec/, stepped],
  [/^time reset (?<seconds>[-+]?\d+\.\d+) s$/, stepped],
  // System clock time unset or jumped backwards, restoring from recorded timestamp: Sat 2021-03-13 15:23:01 UTC    timesyncd
  [/^System clock time unset or jumped backwards/, stepped],
  // Clock change detected. Flushing caches.    systemd-resolved    systemd[1]: Time has been changed    Time jumped backwards, rotating.
  [/^(?:systemd\[1\]: )?(?:Clock change detected\. |Time has been changed|Time jumped backwards, rotating)/, stepped],
  [/^Realtime clock jumped backwards/, stepped],
  // watchdog: BUG: soft lockup - CPU#1 stuck for 23s! [gunicorn:4711]    Linux kernel/watchdog.c
  [/BUG: soft lockup - CPU#\d+ stuck for /, lockup],
  // rcu: INFO: rcu_sched self-detected stall on CPU    rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:
  [/INFO: rcu_\w+ (?:self-)?detected stall/, lockup],
  // An alert of the Kubernetes mixin for Prometheus, by cAdvisor's counters, in whatever words it is logged.
  [/^CPUThrottlingHigh\b/, means({ what: 'processor-missed', why: 'throttled' })],
];

const OPENINGS: readonly string[] = [
  ...['PM: suspend entry', 'PM: suspend exit', 'PM: hibernation: hibernation e', 'PM: hibernation e'],
  ...["Entering sleep state '", "Performing sleep operation '", 'Suspending system...'],
  ...['System returned from sleep', 'System resumed.'],
  ...['System clock wrong by ', 'System clock was stepped by ', 'System clock time unset or jumped backwards'],
  ...['step time server ', 'Clock change detected. Flushing', 'Time jumped backwards, rotating'],
  ...['Realtime clock jumped backwards', 'watchdog: BUG: soft lockup', 'BUG: soft lockup - CPU#'],
  ...['rcu: INFO: rcu_', 'INFO: rcu_sched ', 'INFO: rcu_preempt ', 'CPUThrottlingHigh'],
];

/**
 * What befalls a machine as a whole: it sleeps, its clock is set, its processors are not there. Told by the kernel, systemd,
 * the daemons that keep the time, and alerts; where one of them speaks, silence shows nothing of a worker.
 */
export const machine: Supervisor = {
  id: 'machine',
  title: "The machine's sleep, clock and processors",
  docs: 'https://www.freedesktop.org/software/systemd/man/latest/systemd-sleep.conf.html',
  writes: ['kernel-log'],
  openings: OPENINGS,
  defaults: { timeoutSeconds: undefined, gracefulTimeoutSeconds: undefined },
  samples,
  rules: RULES,
};
