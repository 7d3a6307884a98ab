import type { Conclusion } from '../../model/conclusion.ts';
import { confidenceBy } from '../confidence.ts';
import { isMute, neverServed } from '../never-served.ts';
import { foundBy } from '../found-by.ts';
import type { Night } from '../night.ts';
import { isPreloaded } from '../preloaded.ts';
import type { Finding, Rule } from '../rule.ts';

/** A lock that some thread of the master held at the fork is held for ever in the child. */
export const deadlockAfterFork: Rule = {
  id: 'deadlock-after-fork',
  title: 'A freshly forked worker waited for a lock that nobody will let go',
  examine(incident: Conclusion, night: Night): Finding | undefined {
    const life = neverServed(incident, night);
    const told = signsOfLock(incident, night);
    if (!life || life.hasSpoken || incident.server.timeoutSeconds === null || told.length === 0) return undefined;
    const signs = [...told, `it did nothing in the ${life.livedS.toFixed(0)} s since its boot`];
    const isShown = lockIn(incident) !== undefined;
    return {
      confidence: !isShown && isMute(night) ? 0.5 : confidenceBy(signs),
      for: signs,
      against: isShown ? [] : ['no stack shows the lock: py-spy dump of such a worker would tell'],
      remedy:
        'Start no threads and take no locks before the fork: open connections, agents and log handlers in a post_fork hook, or do without --preload.',
      reference: 'Python docs, os.fork; g#3529',
    };
  },
};

/** The lock in which a stack shows the worker. */
const lockIn = ({ block }: Conclusion): string | undefined =>
  block?.kind === 'lock' ? (block.call ?? 'a lock') : undefined;

function signsOfLock(incident: Conclusion, night: Night): readonly string[] {
  const lock = lockIn(incident);
  return [
    ...(lock === undefined ? [] : [`${foundBy(incident)} found the code in ${lock}`]),
    ...(isPreloaded(night)
      ? ['the application was loaded before the fork (preload_app): there was nothing left to load']
      : []),
  ];
}
