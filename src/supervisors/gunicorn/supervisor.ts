import type { Supervisor } from '../supervisor.ts';
import { CUT_MESSAGES } from './cut-messages.ts';
import { samples } from './samples.ts';
import { MASTER_MESSAGES, REQUEST_MESSAGES, SETTING_MESSAGES, WORKER_MESSAGES } from './steps.ts';

const RULES = [...MASTER_MESSAGES, ...WORKER_MESSAGES, ...SETTING_MESSAGES, ...REQUEST_MESSAGES, ...CUT_MESSAGES];

/** Messages that nobody but gunicorn writes, under whatever head a `logconfig`, a collector or a paste has left them. */
const OPENINGS: readonly string[] = [
  'Starting gunicorn ',
  'Listening at: ',
  'Using worker: ',
  ...['Booting worker with pid: ', 'booting worker with pid: '],
  ...['Worker exiting (pid: ', 'worker exiting (pid: '],
  ...['WORKER TIM', 'worker timeout (pid:'],
  'DIRTY WORKER TIMEOUT (pid:',
  'Worker (pid:',
  'Worker was sent SIG',
  'Worker with pid ',
  'Worker graceful timeout (pid:',
  'Exception in worker process',
  'Autorestarting worker after current request',
  'Handling signal: ',
  'Shutting down: Master',
  'Reason: Worker failed to boot',
  'Reason: App failed to load',
  "HaltServer: <HaltServer '",
  'Error handling request',
  'Parent changed, shutting down: ',
  // Flask and Werkzeug, within a worker that loads an application which starts a server of its own.
  ...['* Serving Flask app', '* Running on http'],
];

/** gunicorn's arbiter and its workers, 0.17 to 26.1. */
export const gunicorn: Supervisor = {
  id: 'gunicorn',
  title: 'gunicorn',
  docs: 'https://docs.gunicorn.org/en/stable/settings.html#timeout',
  writes: ['gunicorn-error'],
  openings: OPENINGS,
  defaults: { timeoutSeconds: 30, gracefulTimeoutSeconds: 30 },
  samples,
  rules: RULES,
};
