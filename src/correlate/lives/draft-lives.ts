import type { Clock } from '../../model/clock.ts';
import { instantOf } from '../../model/clock.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import type { CaseFacts, Placed } from '../../model/facts.ts';
import type { ActivityRow } from '../../model/findings.ts';
import { undatedAmong } from '../clocks/undated-clocks.ts';
import { rangeOf } from '../covered-range.ts';
import { databasesIn } from '../databases.ts';
import { withoutOrphans } from '../deaths/orphans.ts';
import { findSilentDeaths, type KernelWord, type SilentDeath } from '../deaths/silent-deaths.ts';
import { findVanished, type Vanished } from '../deaths/vanished.ts';
import type { Proxies } from '../proxy-view.ts';
import { OF_MACHINES } from '../speakers.ts';
import type { Of } from './book.ts';
import { childrenAtWork } from './children-at-work.ts';
import type { Draft, Told } from './draft.ts';
import { gatherLives } from './gather-lives.ts';
import { assignReplacements } from './replacements.ts';
import { serversApart } from './servers-apart.ts';
import { hearWorkers } from './signs-of-life.ts';
import { reopenThatSpokeOn } from './spoke-on.ts';

/** What lives are drafted from. */
interface Known {
  readonly facts: CaseFacts;
  readonly aligned: readonly Clock[];
  readonly proxies: Pick<Proxies, 'wrote'>;
  readonly hostOf: (event: LifecycleEvent) => string | undefined;
}

interface Drafted {
  readonly drafts: readonly Draft[];
  /** Who ended without a word, as the boot in his place shows. */
  readonly silent: readonly SilentDeath[];
  /** Who is not heard of any more, where no supervisor speaks. */
  readonly vanished: readonly Vanished[];
  /** Boots that nobody's end explains. */
  readonly unexplained: readonly Told[];
  /** The workers of the server that a line is of. */
  readonly besideOf: (event: LifecycleEvent) => readonly Draft[];
}

/** The life of each worker as supervisors tell it, with its own signs of life, and who ended without a word. */
export function draftLives(
  words: readonly Placed<LifecycleEvent>[],
  { facts, aligned, proxies, hostOf }: Known,
): Drafted {
  const supervised = words.filter(({ event }) => isSupervisors(event));
  const serverOf = serversApart(supervised, facts, hostOf);
  const gathered = gatherLives(supervised, { hostOf, serverOf }, childrenAtWork(facts, aligned));
  const children = reopenThatSpokeOn(hearWorkers(gathered, ofServers(facts, proxies.wrote), aligned), supervised);
  const left = gathered.map((of) => ({ ...of, boots: assignReplacements(ofServer(children, of), of.replacing) }));
  const drafts = withoutOrphans(children, gathered, rangeOf(facts.activity, aligned)?.to);
  const ends = kernelEnds(facts, aligned);
  const silent = left.flatMap(({ boots, ...of }) =>
    findSilentDeaths(ofServer(drafts, of), boots, { kernel: ends, isStartTold: of.startedBy >= 0 }),
  );
  for (const { draft, boot } of silent) draft.replacement = boot;
  const vanished = gathered.every((one) => one.drafts.length === 0) ? findVanished(drafts) : [];
  const besideOf = (event: LifecycleEvent) => ofServer(drafts, { host: hostOf(event), server: serverOf(event) });
  return { drafts, silent, vanished, unexplained: left.flatMap(({ boots }) => boots), besideOf };
}

/** What was neither written by a proxy nor by a database: their processes are no workers of a server's. */
function ofServers(facts: CaseFacts, isProxys: (row: ActivityRow) => boolean): readonly ActivityRow[] {
  const databases = databasesIn(facts);
  return facts.activity.filter((row) => !isProxys(row) && !databases.has(row.source));
}

/** Workers of which no server speaks may be any's of their machine. */
const ofServer = (drafts: readonly Draft[], { host, server }: Of): readonly Draft[] =>
  drafts.filter((draft) => draft.host === host && (draft.server === undefined || draft.server === server));

const isSupervisors = ({ step }: LifecycleEvent): boolean => !OF_MACHINES.has(step.what);

/** The kills and faults that the kernel tells of, in order. */
function kernelEnds({ sources, lifecycle }: CaseFacts, clocks: readonly Clock[]): readonly KernelWord[] {
  const undated = undatedAmong(sources);
  return lifecycle.flatMap(({ step, stamp, origin: { source } }) => {
    if (step.what !== 'kernel-oom-kill' && step.what !== 'kernel-fault') return [];
    const clock = clocks.find((one) => one.source === source);
    return [{ step, at: stamp && clock && !undated.has(source) ? instantOf(stamp, clock) : undefined }];
  });
}
