import type { Supervisor } from '../supervisor.ts';
import { samples } from './samples.ts';
import { MASTER_MESSAGES, REQUEST_MESSAGES, SETTING_MESSAGES, WORKER_MESSAGES } from './steps.ts';

const RULES = [...MASTER_MESSAGES, ...WORKER_MESSAGES, ...SETTING_MESSAGES, ...REQUEST_MESSAGES];

/** gunicorn's arbiter and its workers, 0.17 to 26.1. */
export const gunicorn: Supervisor = {
  id: 'gunicorn',
  title: 'gunicorn',
  docs: 'https://docs.gunicorn.org/en/stable/settings.html#timeout',
  writes: ['gunicorn-error'],
  defaults: { timeoutSeconds: 30, gracefulTimeoutSeconds: 30 },
  samples,
  interpret({ message, pid }) {
    for (const [pattern, stepOf] of RULES) {
      const match = pattern.exec(message);
      if (match) return stepOf({ fields: match.groups ?? {}, speaker: pid });
    }
    return undefined;
  },
};
