import { heldIn } from '../held-in.ts';
import { wordsNear } from '../words-near.ts';

/** The log's reader (a pipe, syslog, a disk) took no more, and who logs waits. */
export const blockedLogging = heldIn({
  id: 'blocked-logging',
  title: 'Writing a log line blocked the worker',
  mayTakeSeveral: true,
  kinds: ['logging'],
  open: "a full disk, a full pipe and a slow syslog look alike from here: the collector's or the journal's log of that minute would tell",
  further(incident, night) {
    const words = wordsNear(incident, night, /No space left on device|ENOSPC/);
    return words === undefined ? [] : [`"${words}" was logged in that time`];
  },
});
