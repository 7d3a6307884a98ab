import type { Conclusion } from '../../model/conclusion.ts';
import type { Night } from '../night.ts';
import type { Finding, Rule } from '../rule.ts';
import { wordsNear } from '../words-near.ts';

/** Nothing can be opened or accepted any more. One sign only: the shortage may be what a blocked worker leads to. */
export const fileDescriptors: Rule = {
  id: 'file-descriptors',
  title: 'The process ran out of file descriptors',
  mayTakeSeveral: true,
  examine(incident: Conclusion, night: Night): Finding | undefined {
    const words = wordsNear(incident, night, /Too many open files/);
    if (words === undefined) return undefined;
    return {
      confidence: 0.5,
      for: [`"${words}" was logged in that time`],
      against: [
        'connections that pile up behind a blocked worker lead to the same message: the rest of the log tells which came first',
      ],
      remedy:
        'Raise the limit (LimitNOFILE of the unit, ulimit -n) and look for what is opened and never closed (ls /proc/PID/fd).',
      reference: 'gunicorn docs, "Deploying Gunicorn"; g#49',
    };
  },
};
