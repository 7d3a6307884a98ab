import type { MessageRule } from '../message-rules.ts';
import type { Supervisor } from '../supervisor.ts';

/** What the pm2 daemon says of the processes of Node it keeps; pm2 3.0 to 5.4, lib/God.js. It tells names and no pids. */
const RULES: readonly MessageRule[] = [
  // App [api:0] exited with code [1] via signal [SIGKILL]    SIGINT where no signal came
  [
    /^App \[(?<unit>[^\]]+)\] exited with code \[(?<code>\d*)\] via signal \[(?<signal>\w+)\]/,
    ({ unit, code, signal }) => ({
      ...{
        what: 'unit-ended',
        unit: unit ?? '',
        why: signal === 'SIGINT' ? `exit code ${code ?? ''}` : (signal ?? ''),
      },
    }),
  ],
];

/** pm2, and with it Node's cluster, which says nothing of its own. */
export const pm2: Supervisor = {
  id: 'pm2',
  title: 'pm2',
  docs: 'https://pm2.keymetrics.io/docs/usage/log-management/',
  writes: [],
  openings: ['App ['],
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
    { text: 'App [api:0] online', step: undefined },
    { text: 'App [api:0] starting in -cluster mode-', step: undefined },
  ],
  rules: RULES,
};
