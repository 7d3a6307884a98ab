import { signalNumber } from '../../lib/signals.ts';
import { type MessageRule, ofWorker } from '../message-rules.ts';
import type { Supervisor } from '../supervisor.ts';

/** What Passenger's watchdog says of the agents that serve all applications; 5.0 to 6.0, src/agent/Watchdog/AgentWatcher.cpp. */
const RULES: readonly MessageRule[] = [
  // Passenger core (pid=4700) crashed with signal SIGSEGV, restarting it...
  [
    /^Passenger [\w ]+ \(pid=(?<worker>\d+)\) crashed with signal (?<signal>\w+)/,
    ofWorker((worker, { signal = '' }) => {
      const number = signalNumber(signal);
      return number === undefined ? undefined : { what: 'worker-killed', worker, signal: number };
    }),
  ],
  // Passenger core (pid=4700) crashed with exit status 1, restarting it...
  [
    /^Passenger [\w ]+ \(pid=(?<worker>\d+)\) crashed with exit status (?<code>\d+)/,
    ofWorker((worker, { code }) => ({ what: 'worker-exited', worker, code: Number(code) })),
  ],
];

/** Phusion Passenger. Of an application's process it tells only what that prints. */
export const passenger: Supervisor = {
  id: 'passenger',
  title: 'Phusion Passenger',
  docs: 'https://www.phusionpassenger.com/docs/advanced_guides/troubleshooting/',
  writes: [],
  openings: ['Passenger core (pid=', 'Passenger helper agent (pid='],
  defaults: { timeoutSeconds: undefined, gracefulTimeoutSeconds: undefined },
  samples: [
    {
      text: 'Passenger core (pid=4700) crashed with signal SIGSEGV, restarting it...',
      step: { what: 'worker-killed', worker: 4700, signal: 11 },
    },
    {
      text: 'Passenger core (pid=4700) crashed with exit status 1, restarting it...',
      step: { what: 'worker-exited', worker: 4700, code: 1 },
    },
    {
      text: 'Passenger core (pid=4700) crashed or killed for an unknown reason (errno = No child processes), restarting it...',
      step: undefined,
    },
    { text: 'Passenger core online, PID 4700', step: undefined },
  ],
  rules: RULES,
};
