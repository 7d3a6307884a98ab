import { signalNumber } from '../../lib/signals.ts';
import type { LifecycleStep } from '../../model/lifecycle.ts';
import { booting, type Fields, type MessageRule, ofWorker } from '../message-rules.ts';
import type { Supervisor } from '../supervisor.ts';
import { samples } from './samples.ts';

/** Node's own `worker.id` counts from 1; what has three digits at least is a pid. */
const PID = String.raw`[Ww]orker[ :](?<worker>\d{3,})`;
const NONE = String.raw`(?:null|undefined|0)`;

/**
 * What masters write in the words of Node's manual (doc/api/cluster.md, "Event: 'exit'", since 0.8), with the code and signal that the
 * event brings, and cfork (index.js), which keeps the workers of egg and cnpm. Node itself says nothing.
 */
const RULES: readonly MessageRule[] = [
  // worker 27510 died (SIGKILL). restarting...    worker 27510 died (1). restarting...
  [new RegExp(String.raw`^${PID} died \((?<signal>SIG[A-Z\d]+)\)`), ofWorker(ended)],
  [new RegExp(String.raw`^${PID} died \((?<code>\d+)\)`), ofWorker(ended)],
  // Worker 27510 died with code: 1, and signal: null
  // worker 27510 died (code: null, signal: SIGKILL, suicide: false, state: dead)
  // worker:27510 died unexpected (code: 1, signal: null, suicide: undefined, state: dead)
  [
    new RegExp(
      String.raw`^${PID} (?:died|exited)\b.{0,14}\bcode:? ['"]?(?:${NONE}|(?<code>\d+))['"]?,? (?:and )?(?:with )?signal:? ['"]?(?:${NONE}|(?<signal>SIG[A-Z\d]+))(?!\w)`,
    ),
    ofWorker(ended),
  ],
  // Worker 27544 started    Worker 27544 is online
  [new RegExp(String.raw`^${PID} (?:started|is online)$`), booting],
];

function ended(worker: number, { signal: name, code }: Fields): LifecycleStep {
  const signal = name === undefined ? undefined : signalNumber(name);
  if (signal !== undefined) return { what: 'worker-killed', worker, signal };
  if (code === undefined || Number(code) === 0) return { what: 'worker-exiting', worker };
  return { what: 'worker-exited', worker, code: Number(code) };
}

/** Digits that a pid may begin with. */
const FIRST_DIGITS = Array.from('123456789');

/** Processes of Node that one of them forked to share its port. */
export const nodeCluster: Supervisor = {
  id: 'node-cluster',
  title: 'Node cluster',
  docs: 'https://nodejs.org/api/cluster.html#event-exit_1',
  writes: [],
  openings: FIRST_DIGITS.flatMap((digit) => ['worker ', 'Worker ', 'worker:'].map((word) => word + digit)),
  defaults: { timeoutSeconds: undefined, gracefulTimeoutSeconds: undefined },
  samples,
  rules: RULES,
};
