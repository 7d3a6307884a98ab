import type { Conclusion } from '../../model/conclusion.ts';
import { confidenceBy } from '../confidence.ts';
import type { Night } from '../night.ts';
import type { Finding, Rule } from '../rule.ts';
import { wordsNear } from '../words-near.ts';

/** ENOSPC and EDQUOT in errno(3)'s words, and SQLite's for the first (SQLITE_FULL). */
const FULL = /No space left on device|Disk quota exceeded|database or disk is full/;

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
      remedy:
        'Make room (df -h, df -i, du -x --max-depth=1 /), on tmpfs and in containers too; rotate logs, clear uploads and temporary files, and have an alert at 85 %. Restart what holds deleted files open (lsof +L1).',
      reference: 'errno(3), ENOSPC; gunicorn docs, "Settings", worker_tmp_dir',
    };
  },
};

const isOfFull = ({ event }: Conclusion['tracebacks'][number]): boolean =>
  event.traceback.chain.some(({ message }) => FULL.test(message));
