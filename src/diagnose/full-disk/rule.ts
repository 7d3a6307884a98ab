import type { Conclusion } from '../../model/conclusion.ts';
import { confidenceBy } from '../confidence.ts';
import { FULL, MAKE_ROOM } from '../disk-full.ts';
import type { Night } from '../night.ts';
import type { Finding, Rule } from '../rule.ts';
import { wordsNear } from '../words-near.ts';

/** Nothing can be written any more: no log, no upload, and no heartbeat file of a new worker (gunicorn/workers/workertmp.py). */
export const fullDisk: Rule = {
  id: 'full-disk',
  title: 'The disk was full',
  mayTakeSeveral: true,
  examine(incident: Conclusion, night: Night): Finding | undefined {
    const words = wordsNear(incident, night, FULL);
    if (words === undefined) return undefined;
    const signs = [
      `"${words}" was logged in that time`,
      ...(incident.tracebacks.some(isOfFull) ? ['the last traceback of the worker says so itself'] : []),
    ];
    return {
      confidence: Math.min(confidenceBy(signs), signs.length > 1 ? 0.85 : 0.5),
      for: signs,
      against: signs.length > 1 ? [] : ['requests may fail of it while the worker ends of something else'],
      ...MAKE_ROOM,
    };
  },
};

const isOfFull = ({ event }: Conclusion['tracebacks'][number]): boolean =>
  event.traceback.chain.some(({ message }) => FULL.test(message));
