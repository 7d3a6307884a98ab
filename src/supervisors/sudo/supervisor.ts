import { SIGTERM, signalNumber } from '../../lib/signals.ts';
import type { MessageRule } from '../message-rules.ts';
import type { Supervisor } from '../supervisor.ts';

/** `9`, `KILL`, `SIGKILL`; without one kill sends SIGTERM. */
const numberOf = (signal: string | undefined): number | undefined => {
  if (signal === undefined) return SIGTERM;
  return /^\d+$/.test(signal) ? Number(signal) : signalNumber(`SIG${signal.replace(/^SIG/, '')}`);
};

const SIGNAL = String.raw`(?: (?:-s |-)(?<signal>[A-Z0-9]+))?`;

const RULES: readonly MessageRule[] = [
  // alice : TTY=pts/0 ; PWD=/srv ; USER=root ; COMMAND=/bin/kill -9 584 585
  [
    new RegExp(`^COMMAND=\\S*/kill${SIGNAL} (?<processes>\\d+(?: \\d+)*)$`),
    ({ signal, processes = '' }) => {
      const number = numberOf(signal);
      return number === undefined
        ? undefined
        : { what: 'kill-ordered', processes: processes.split(' ').map(Number), signal: number };
    },
  ],
  // COMMAND=/usr/bin/pkill -9 gunicorn    COMMAND=/usr/bin/killall -KILL gunicorn
  [
    new RegExp(`^COMMAND=\\S*/(?:pkill|killall)${SIGNAL} `),
    ({ signal }) => {
      const number = numberOf(signal);
      return number === undefined ? undefined : { what: 'kill-ordered', processes: [], signal: number };
    },
  ],
];

/** sudo's log: what operators ordered, kills among it. */
export const sudo: Supervisor = {
  id: 'sudo',
  title: 'Kills ordered through sudo',
  docs: 'https://www.sudo.ws/docs/man/sudoers.man/#EVENT_LOGGING',
  writes: [],
  openings: ['COMMAND=/bin/kill', 'COMMAND=/usr/bin/kill', 'COMMAND=/usr/bin/pkill', 'COMMAND=/bin/pkill'],
  defaults: { timeoutSeconds: undefined, gracefulTimeoutSeconds: undefined },
  samples: [
    { text: 'COMMAND=/bin/kill -9 584', step: { what: 'kill-ordered', processes: [584], signal: 9 } },
    { text: 'COMMAND=/bin/kill -TERM 974 975', step: { what: 'kill-ordered', processes: [974, 975], signal: 15 } },
    { text: 'COMMAND=/usr/bin/kill 584', step: { what: 'kill-ordered', processes: [584], signal: 15 } },
    { text: 'COMMAND=/bin/kill -s KILL 584', step: { what: 'kill-ordered', processes: [584], signal: 9 } },
    { text: 'COMMAND=/usr/bin/pkill -9 gunicorn', step: { what: 'kill-ordered', processes: [], signal: 9 } },
    { text: 'COMMAND=/usr/bin/killall -KILL gunicorn', step: { what: 'kill-ordered', processes: [], signal: 9 } },
    { text: 'COMMAND=/bin/kill -0 584', step: { what: 'kill-ordered', processes: [584], signal: 0 } },
    { text: 'COMMAND=/bin/kill --with lead_pipe mrs_white', step: undefined },
  ],
  rules: RULES,
};
