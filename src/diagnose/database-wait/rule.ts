import { confidenceBy } from '../confidence.ts';
import { heldIn } from '../held-in.ts';
import { remedyFor } from '../remedies.ts';
import type { Rule } from '../rule.ts';
import { wordsNear } from '../words-near.ts';
import { loggedWaits } from './logged-waits.ts';

/** What PostgreSQL, MySQL, SQLite and SQLAlchemy's pool say where somebody waits for somebody else. */
const WAITS =
  /deadlock detected|lock timeout|Lock wait timeout exceeded|Deadlock found|database (?:table )?is locked|still waiting for \w+Lock|QueuePool limit of size \d+|(?:connection )?pool exhausted|due to statement timeout/i;

const byStack = heldIn({
  id: 'database-wait',
  title: 'The worker waited for the database: a lock, a slow statement or a free connection',
  mayTakeSeveral: true,
  kinds: ['database'],
  open: "a lock and a slow statement look alike from here: the database's own log of that minute (log_lock_waits, slow query log) would tell",
  further(incident, night) {
    const words = wordsNear(incident, night, WAITS);
    return words === undefined ? [] : [`"${words}" was logged in that time`];
  },
});

/** A statement or a connection of the pool was waited for longer than the worker's timeout allows, as a stack shows, or the database's log. */
export const databaseWait: Rule = {
  ...byStack,
  examine(incident, night) {
    if (incident.cause !== 'timeout' || incident.block?.frame) return byStack.examine(incident, night);
    const signs = loggedWaits(incident, night);
    if (signs.length === 0) return undefined;
    const { text, reference } = remedyFor('database', incident.server.workerClass ?? undefined);
    const against = ['no stack shows that this worker waited for it'];
    return { confidence: confidenceBy(signs), for: signs, against, remedy: text, reference };
  },
};
