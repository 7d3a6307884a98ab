import type { Draft, Told } from './draft.ts';
import { isOpen } from './draft.ts';

/** Boot lines are cut off at the second: the dead worker's last line may seem later than its replacement's boot. */
const SLACK_US = 1_500_000;
/** A worker that had long been silent may just as well be idle. */
const SPEAKS_WITHIN_US = 60_000_000;

/** A boot that nothing explains, and the one worker whose silence since then explains it. */
export interface SilentDeath {
  readonly draft: Draft;
  readonly boot: Told;
}

/**
 * Finds who died without a word (gunicorn up to 20.0.4 logs no worker's death by signal, 20.1.0 none by exit code): a
 * worker that spoke shortly before the unexplained boot and never again, when only one such is there. Several: nobody is named.
 */
export function findSilentDeaths(drafts: readonly Draft[], unexplained: readonly Told[]): readonly SilentDeath[] {
  const gone = new Set<Draft>();
  return unexplained.flatMap((boot) => {
    const fellSilent = drafts.filter((draft) => !gone.has(draft) && fellSilentAt(draft, boot));
    const [draft, ...others] = fellSilent;
    if (!draft || others.length > 0) return [];
    gone.add(draft);
    return [{ draft, boot }];
  });
}

function fellSilentAt(draft: Draft, boot: Told): boolean {
  const { lastSeenAt } = draft;
  if (!isOpen(draft) || draft.boot === boot || lastSeenAt === undefined) return false;
  if (draft.boot && draft.boot.index > boot.index) return false;
  return lastSeenAt <= boot.at + SLACK_US && boot.at - lastSeenAt <= SPEAKS_WITHIN_US;
}
