import type { MessageRule, StepOf } from '../message-rules.ts';
import type { Supervisor } from '../supervisor.ts';

const ended: StepOf = ({ unit, why }) => ({ what: 'unit-ended', unit: unit ?? '', why: why ?? '' });

/**
 * What supervisord says of the programs it keeps; 3.0 to 4.2, process.py. A program is a server's master: what it does to
 * its workers it tells itself. Ends that are expected, and those that were asked for (`stopped:`), are none.
 */
const RULES: readonly MessageRule[] = [
  // exited: web (terminated by SIGKILL; not expected)    terminated by SIGSEGV (core dumped)
  [/^exited: (?<unit>\S+) \(terminated by (?<why>SIG\w+)(?: \(core dumped\))?; not expected\)/, ended],
  // exited: gunicorn (exit status 1; not expected)
  [/^exited: (?<unit>\S+) \((?<why>exit status \d+); not expected\)/, ended],
  // spawned: 'web' with pid 31
  [
    /^spawned: '(?<unit>[^']+)' with pid (?<process>\d+)/,
    ({ unit, process }) => ({ what: 'unit-started', unit: unit ?? '', process: Number(process) }),
  ],
  // gave up: gunicorn entered FATAL state, too many start retries too quickly
  [/^gave up: (?<unit>\S+) entered (?<why>FATAL) state/, ended],
];

/** supervisord, which keeps servers as a whole. */
export const supervisord: Supervisor = {
  id: 'supervisord',
  title: 'supervisord',
  docs: 'https://supervisord.org/logging.html#activity-log',
  writes: [],
  openings: ['exited: ', 'gave up: ', "spawned: '"],
  defaults: { timeoutSeconds: undefined, gracefulTimeoutSeconds: 10 },
  samples: [
    {
      text: 'exited: web (terminated by SIGKILL; not expected)',
      step: { what: 'unit-ended', unit: 'web', why: 'SIGKILL' },
    },
    {
      text: 'exited: shop:web_00 (terminated by SIGSEGV (core dumped); not expected)',
      step: { what: 'unit-ended', unit: 'shop:web_00', why: 'SIGSEGV' },
    },
    {
      text: 'exited: gunicorn (exit status 1; not expected)',
      step: { what: 'unit-ended', unit: 'gunicorn', why: 'exit status 1' },
    },
    {
      text: 'gave up: gunicorn entered FATAL state, too many start retries too quickly',
      step: { what: 'unit-ended', unit: 'gunicorn', why: 'FATAL' },
    },
    { text: 'exited: migrate (exit status 0; expected)', step: undefined },
    { text: 'stopped: web (terminated by SIGTERM)', step: undefined },
    { text: "spawned: 'web' with pid 31", step: { what: 'unit-started', unit: 'web', process: 31 } },
    {
      text: 'success: web entered RUNNING state, process has stayed up for > than 1 seconds (startsecs)',
      step: undefined,
    },
  ],
  rules: RULES,
};
