import type { Supervisor } from '../supervisor.ts';
import { samples } from './samples.ts';
import { MASTER_MESSAGES, REQUEST_MESSAGES, WORKER_MESSAGES } from './steps.ts';

const RULES = [...MASTER_MESSAGES, ...WORKER_MESSAGES, ...REQUEST_MESSAGES];

/** Messages that nobody but uWSGI writes, under whatever head a `logformat`, a collector or a paste has left them. */
const OPENINGS: readonly string[] = [
  '*** Starting uWSGI ',
  '*** Operational MODE: ',
  'spawned uWSGI master process (pid: ',
  'spawned uWSGI worker ',
  'Respawned uWSGI worker ',
  '*** HARAKIRI ON WORKER ',
  'HARAKIRI [core ',
  'HARAKIRI: --- uWSGI worker ',
  'F*CK !!! i must kill myself ',
  'DAMN ! worker ',
  'OOPS ! failed loading app in worker ',
  '!!! uWSGI process ',
  '*** EVIL RELOAD ON WORKER ',
  'Gracefully killing worker ',
  'Brutally killing worker ',
  '...The work of process ',
  '... monitored exception detected, respawning worker ',
  'SIGINT/SIGTERM received...killing workers',
  'SIGINT/SIGQUIT received...killing workers',
  '...brutally killing workers',
  '...gracefully killing workers',
  'goodbye to uWSGI',
  '*** no app loaded. GAME OVER',
];

/** uWSGI's master and its workers, 1.0 to 2.0.30. Worker ids stay, pids change; harakiri is off unless it is configured. */
export const uwsgi: Supervisor = {
  id: 'uwsgi',
  title: 'uWSGI',
  docs: 'https://uwsgi-docs.readthedocs.io/en/latest/Options.html#harakiri',
  writes: ['uwsgi-log'],
  openings: OPENINGS,
  defaults: { timeoutSeconds: undefined, gracefulTimeoutSeconds: 60 },
  samples,
  rules: RULES,
};
