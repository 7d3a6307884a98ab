import type { Conclusion } from '../../model/conclusion.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';
import { confidenceBy } from '../confidence.ts';
import type { Night } from '../night.ts';
import { isPreloaded } from '../preloaded.ts';
import type { Finding, Rule } from '../rule.ts';

/** A worker given up no later than this after its first timeout had run out never did anything. */
const SLACK_S = 3;

/** A lock that some thread of the master held at the fork is held for ever in the child. */
export const deadlockAfterFork: Rule = {
  id: 'deadlock-after-fork',
  title: 'A freshly forked worker waited for a lock that nobody will let go',
  examine(incident: Conclusion, night: Night): Finding | undefined {
    const seconds = secondsOfNothing(incident);
    if (seconds === undefined) return undefined;
    const lock = incident.block?.kind === 'lock' ? (incident.block.call ?? 'a lock') : undefined;
    const told = [
      ...(lock === undefined ? [] : [`the abort found the code in ${lock}`]),
      ...(isPreloaded(night)
        ? ['the application was loaded before the fork (preload_app): there was nothing left to load']
        : []),
    ];
    if (told.length === 0) return undefined;
    const signs = [...told, `it did nothing in the ${seconds.toFixed(0)} s since its boot`];
    return {
      confidence: lock === undefined ? 0.5 : confidenceBy(signs),
      for: signs,
      against: lock === undefined ? ['no stack shows the lock: py-spy dump of such a worker would tell'] : [],
      remedy:
        'Start no threads and take no locks before the fork: open connections, agents and log handlers in a post_fork hook, or do without --preload.',
      reference: 'Python docs, os.fork; g#3529',
    };
  },
};

/** How long a worker lived that served and wrote nothing in its whole life; `undefined` for others. */
function secondsOfNothing({ cause, death, worker, claims, server, lastSignOfLifeAt }: Conclusion): number | undefined {
  const { bootedAt } = worker;
  if (cause !== 'timeout' || death.timeoutAt === undefined || bootedAt === undefined) return undefined;
  const seconds = (death.timeoutAt - bootedAt) / MICROS_PER_SECOND;
  const isIdle =
    claims.every(({ request }) => request === undefined) &&
    (lastSignOfLifeAt === undefined || lastSignOfLifeAt <= bootedAt);
  return isIdle && server.timeoutSeconds !== null && seconds <= server.timeoutSeconds + SLACK_S ? seconds : undefined;
}
