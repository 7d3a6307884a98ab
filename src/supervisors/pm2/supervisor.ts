import { type MessageRule, ofWorker } from '../message-rules.ts';
import { signalNumber } from '../../lib/signals.ts';
import type { Supervisor } from '../supervisor.ts';

/** pm2 writes SIGINT where no signal came. */
const NO_SIGNAL = 'SIGINT';

/** What the pm2 daemon says of the processes of Node it keeps; pm2 0.14 to 7.0, lib/God.js. Only versions 1 and 2 tell pids. */
const RULES: readonly MessageRule[] = [
  // App [api:0] exited with code [1] via signal [SIGKILL]
  [
    /^App \[(?<unit>[^\]]+)\] exited with code \[(?<code>\d*)\] via signal \[(?<signal>\w+)\]/,
    ({ unit, code, signal }) => ({
      ...{
        what: 'unit-ended',
        unit: unit ?? '',
        why: signal === NO_SIGNAL ? `exit code ${code ?? ''}` : (signal ?? ''),
      },
    }),
  ],
  // App [api] with id [2] and pid [26519], exited with code [139] via signal [SIGSEGV]
  [
    /^App \[[^\]]+\] with id \[\d+\] and pid \[(?<worker>\d+)\], exited with code \[(?<code>\d*)\] via signal \[(?<signal>\w+)\]/,
    ofWorker((worker, { code, signal: name = '' }) => {
      const signal = name === NO_SIGNAL ? undefined : signalNumber(name);
      if (signal !== undefined) return { what: 'worker-killed', worker, signal };
      return Number(code) === 0 ? undefined : { what: 'worker-exited', worker, code: Number(code) };
    }),
  ],
  // App name:core id:0 exited with code SIGKILL            a number where it was none
  [
    /^App name:(?<name>\S+) id:(?<id>\d+) exited with code (?<why>\w+)/,
    ({ name, id, why = '' }) => ({
      what: 'unit-ended',
      unit: `${name ?? ''}:${id ?? ''}`,
      why: /^\d+$/.test(why) ? `exit code ${why}` : why,
    }),
  ],
  // App [api:1] online
  [/^App \[(?<unit>[^\]]+)\] online/, ({ unit }) => ({ what: 'unit-started', unit: unit ?? '', process: undefined })],
  // App name:core id:0 online
  [
    /^App name:(?<name>\S+) id:(?<id>\d+) online/,
    ({ name, id }) => ({ what: 'unit-started', unit: `${name ?? ''}:${id ?? ''}`, process: undefined }),
  ],
];

/** pm2, and with it Node's cluster, which says nothing of its own. */
export const pm2: Supervisor = {
  id: 'pm2',
  title: 'pm2',
  docs: 'https://pm2.keymetrics.io/docs/usage/log-management/',
  writes: [],
  openings: ['App [', 'App name:', 'Stopping app:', '[PM2][WORKER] Process ', '-reload- New worker '],
  defaults: { timeoutSeconds: undefined, gracefulTimeoutSeconds: 1.6 },
  samples: [
    {
      text: 'App [api:0] exited with code [0] via signal [SIGKILL]',
      step: { what: 'unit-ended', unit: 'api:0', why: 'SIGKILL' },
    },
    {
      text: 'App [api:1] exited with code [1] via signal [SIGINT]',
      step: { what: 'unit-ended', unit: 'api:1', why: 'exit code 1' },
    },
    {
      text: 'App [api] with id [2] and pid [26519], exited with code [139] via signal [SIGSEGV]',
      step: { what: 'worker-killed', worker: 26519, signal: 11 },
    },
    {
      text: 'App [api] with id [1] and pid [26530], exited with code [1] via signal [SIGINT]',
      step: { what: 'worker-exited', worker: 26530, code: 1 },
    },
    {
      text: 'App [api] with id [1] and pid [26530], exited with code [0] via signal [SIGINT]',
      step: undefined,
    },
    {
      text: 'App name:core id:0 exited with code SIGKILL',
      step: { what: 'unit-ended', unit: 'core:0', why: 'SIGKILL' },
    },
    { text: 'App name:core id:0 disconnected', step: undefined },
    { text: 'App [api:0] online', step: { what: 'unit-started', unit: 'api:0', process: undefined } },
    { text: 'App name:core id:0 online', step: { what: 'unit-started', unit: 'core:0', process: undefined } },
    // It is asked to leave, and another has taken its place before.
    {
      text: '[PM2][WORKER] Process 0 restarted because it exceeds --max-memory-restart value (current_memory=174510080 max_memory_limit=157286400 [octets])',
      step: undefined,
    },
    { text: 'Stopping app:api id:_old_0', step: undefined },
    { text: '-reload- New worker listening', step: undefined },
    { text: 'App [api:0] starting in -cluster mode-', step: undefined },
  ],
  rules: RULES,
};
