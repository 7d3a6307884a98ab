import type { MessageSample } from '../message-rules.ts';

const asleep: MessageSample['step'] = { what: 'machine-asleep' };
const awake: MessageSample['step'] = { what: 'machine-awake' };
const lockup: MessageSample['step'] = { what: 'processor-missed', why: 'lockup' };
const stepped = (seconds: number | undefined): MessageSample['step'] => ({ what: 'clock-stepped', seconds });

/** As kernels 4.9 to 6.19, systemd 232 to 257, chrony 3 and 4, ntpd and ntpdate 4.2 write them. */
export const samples: readonly MessageSample[] = [
  { text: 'PM: suspend entry (deep)', step: asleep },
  { text: 'PM: suspend exit', step: awake },
  { text: 'PM: suspend exit 2016-08-28 13:31:32.679217193 UTC', step: awake },
  { text: 'PM: hibernation: hibernation entry', step: asleep },
  { text: 'PM: hibernation exit', step: awake },
  { text: "Entering sleep state 'suspend'...", step: asleep },
  { text: "Performing sleep operation 'suspend'...", step: asleep },
  { text: 'Suspending system...', step: asleep },
  { text: 'System returned from sleep state.', step: awake },
  { text: "System returned from sleep operation 'suspend'.", step: awake },
  { text: 'System resumed.', step: awake },
  { text: 'System clock was stepped by 4.005564 seconds', step: stepped(4.005564) },
  { text: 'System clock was stepped by -32400.283303 seconds', step: stepped(-32_400.283303) },
  // chrony may slew what is wrong: only the line that says so tells of a step.
  { text: 'System clock wrong by 1.412227 seconds, adjustment started', step: undefined },
  { text: 'step time server 10.0.0.2 offset +3599.871235 sec', step: stepped(3_599.871235) },
  { text: 'step time server 10.0.0.2 offset -0.512345 sec', step: stepped(-0.512345) },
  {
    text: 'System clock time unset or jumped backwards, restoring from recorded timestamp: Sat 2021-03-13 15:23:01 UTC',
    step: stepped(undefined),
  },
  { text: 'Clock change detected. Flushing caches.', step: stepped(undefined) },
  { text: 'systemd[1]: Time has been changed', step: stepped(undefined) },
  { text: 'Time jumped backwards, rotating.', step: stepped(undefined) },
  { text: 'Realtime clock jumped backwards relative to last journal entry, rotating.', step: stepped(undefined) },
  { text: 'watchdog: BUG: soft lockup - CPU#1 stuck for 23s! [gunicorn:4711]', step: lockup },
  { text: 'BUG: soft lockup - CPU#0 stuck for 61s! [kswapd0:184]', step: lockup },
  { text: 'rcu: INFO: rcu_sched self-detected stall on CPU', step: lockup },
  { text: 'rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:', step: lockup },
  { text: 'INFO: rcu_sched self-detected stall on CPU { 1}  (t=6000 jiffies g=1 c=0 q=12)', step: lockup },
  {
    text: 'CPUThrottlingHigh namespace:shop pod_name:web-5d4f8c7b9-x2x4z prometheus:monitoring/k8s severity:warning],Annotations=map[',
    step: { what: 'processor-missed', why: 'throttled' },
  },
];
