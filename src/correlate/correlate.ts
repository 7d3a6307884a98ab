import { groupedBy } from '../lib/grouped.ts';
import type { Correlation } from '../model/correlation.ts';
import type { LifecycleEvent } from '../model/event.ts';
import type { CaseFacts, Placed } from '../model/facts.ts';
import type { ActivityRow } from '../model/findings.ts';
import { type LifecycleStep, tellsRequest } from '../model/lifecycle.ts';
import { type Micros, micros } from '../model/time.ts';
import type { Death, Served, Worker, WorkerEnd } from '../model/worker.ts';
import { withClocksOfCopies } from './collected-twice.ts';
import { alignClocks } from './clocks/align-clocks.ts';
import { rangeOf } from './covered-range.ts';
import { datedBySigns, withBorrowed } from './clocks/date-by-signs.ts';
import { type Draft, endOf, type Told } from './lives/draft.ts';
import { codesTold, fellSilentAs, tellEnd, untoldEnds, vanishedAs } from './deaths/ends.ts';
import { draftLives } from './lives/draft-lives.ts';
import { namedBySlot } from './lives/named-by-slot.ts';
import { placeWords } from './lives/place-words.ts';
import { gatherRequests } from './requests/gather-requests.ts';
import { onlyKernelTells } from './deaths/kernel-deaths.ts';
import { kernelWordFor } from './deaths/kernel-words.ts';
import { withNamed } from './requests/named-requests.ts';
import { placeTasks } from './requests/place-tasks.ts';
import { proxiesIn } from './proxy-view.ts';
import { pausesIn, servedIn as asServed, servedOver } from './lives/signs-of-life.ts';
import { silentUnnamed } from './deaths/silent-unnamed.ts';
import type { SilentDeath } from './deaths/silent-deaths.ts';
import { place } from './timeline.ts';
import { ENDS_PROCESSES } from './speakers.ts';
import type { Vanished } from './deaths/vanished.ts';
import { toldByAborts } from './deaths/told-by-aborts.ts';
import { toldByLoads } from './deaths/told-by-loads.ts';
import { unnamedDeaths } from './deaths/unnamed-deaths.ts';
import { withoutOomSummaries } from './deaths/oom-summaries.ts';
import { dateUndated } from './clocks/undated-clocks.ts';
import type { Ended } from './clocks/uptime-clock.ts';

/** Sets everything in a case on one clock and tells workers, their ends and their requests. Pure: same facts, same answer. */
export function correlate(given: CaseFacts): Correlation {
  const { facts: told, dials } = datedBySigns(given);
  const proxies = proxiesIn(told);
  const own = alignClocks(told, { proxies: proxies.sources, starts: proxies.times.starts });
  const aligned = withBorrowed(withClocksOfCopies(own, told), dials);
  const facts = { ...told, lifecycle: allWords(told) };
  const hostOf = hostsOf(facts);
  const heardFirst = placeWords(facts, aligned, hostOf);
  const { drafts, silent, vanished, unexplained, besideOf } = draftLives(heardFirst, {
    facts,
    aligned,
    proxies,
    hostOf,
  });
  const clocks = dateUndated(aligned, facts, deathsOf(drafts, vanished));
  const kernel = place(facts.lifecycle.filter(endsProcesses), clocks);
  const starts = facts.lifecycle.filter(startsMaster);
  const [untoldOn, areCodesTold] = [untoldEnds(starts, hostOf), codesTold(starts, hostOf)];
  const lives = drafts.map((draft) =>
    toWorker(draft, { silent, vanished, untold: untoldOn(draft.host), areCodesTold: areCodesTold(draft.host) }, (at) =>
      kernelWordFor(draft, at, { words: kernel, drafts }),
    ),
  );
  const lifecycle = clocks === aligned ? heardFirst : placeWords(facts, clocks, hostOf);
  const exceptions = place(facts.exceptions, clocks);
  const unclaimed = unexplained.filter((boot) => silent.every((death) => death.boot !== boot));
  const { others, left } = othersThatDied(lives, { kernel, lifecycle, boots: unclaimed });
  const workers = [...lives, ...others, ...silentUnnamed(left, { hostOf, untoldOn, besideOf })];
  const heard = { workers, lifecycle, exceptions };
  return {
    clocks,
    logs: new Map(facts.sources.map(({ id, stream }) => [id, stream])),
    workers,
    requests: placeTasks(withNamed(gatherRequests(facts, { clocks, proxies, ...heard }), heard), heard),
    lifecycle: lifecycle.filter(({ event }) => !tellsRequest(event.step)),
    startsTold: lifecycle.flatMap(({ at, event }) => (tellsStart(event) ? [at] : [])),
    settings: settingsOf(facts),
    ...servedBy(facts, proxies.wrote),
    exceptions,
    notes: place(facts.notes, clocks),
    unexplainedBoots: left,
    range: rangeOf(facts.activity, clocks),
  };
}

interface Further {
  readonly kernel: readonly Placed<LifecycleEvent>[];
  readonly lifecycle: readonly Placed<LifecycleEvent>[];
  /** Those that nothing explained so far. */
  readonly boots: readonly Told[];
}

/** Deaths that only the kernel tells, or lines that name no pid, and the boots that these leave unexplained. */
function othersThatDied(
  lives: readonly Worker[],
  { kernel, lifecycle, boots }: Further,
): { readonly others: readonly Worker[]; readonly left: readonly Told[] } {
  const killed = onlyKernelTells(kernel, lives, { unexplained: boots, said: lifecycle });
  const free = boots.filter(({ event: { step } }) => !isTaken(step, killed));
  const unnamed = unnamedDeaths(lifecycle, [...lives, ...killed], free);
  return { others: [...killed, ...unnamed], left: free.filter(({ event: { step } }) => !isTaken(step, unnamed)) };
}

/** The machine that a record is of: the one that it names, else that of its source. */
function hostsOf({ sources }: CaseFacts): (event: LifecycleEvent) => string | undefined {
  const hosts = new Map(sources.map(({ id, host }) => [id, host]));
  return ({ host, origin }) => host ?? hosts.get(origin.source);
}

/** What supervisors said, and what tracebacks show that nobody said. */
function allWords({ lifecycle, exceptions }: CaseFacts): readonly LifecycleEvent[] {
  const words = namedBySlot(withoutOomSummaries(lifecycle));
  return [...words, ...toldByAborts(exceptions, words), ...toldByLoads(exceptions, words)];
}

/** Who has the last word comes last: what the environment states is for want of anything else. */
const PRECEDENCE = ['environment', '', 'command-line'];

/** Settings without a time are no log's: they stand in configuration files. */
function settingsOf({ sources, lifecycle }: CaseFacts): readonly LifecycleEvent[] {
  const precedences = new Map(
    sources.map(({ id, layouts }) => [
      id,
      PRECEDENCE.findLastIndex((kind) => layouts.some(({ format }) => format === kind)),
    ]),
  );
  const rankOf = ({ origin }: LifecycleEvent): number => {
    const rank = precedences.get(origin.source) ?? -1;
    return rank < 0 ? PRECEDENCE.indexOf('') : rank;
  };
  const settings = lifecycle.filter(({ step, stamp }) => step.what === 'server-setting' && !stamp);
  return [...settings].sort((a, b) => rankOf(a) - rankOf(b));
}

/** A proxy tells of a request that it lost in its error log, too: the other log is the longer one. */
function servedBy(
  { sources, activity }: CaseFacts,
  isProxys: (row: ActivityRow) => boolean,
): Pick<Correlation, 'served' | 'servedInFront'> {
  const streamOf = new Map(sources.map(({ id, stream }) => [id, stream]));
  const inFront = groupedBy(activity.filter(isProxys), ({ source }) => streamOf.get(source));
  const each = [...inFront.values()].map((rows) => servedOver(rows.map(asServed)));
  const most: Served = each.reduce((a, b) => (b.ended > a.ended ? b : a), { begun: 0, ended: 0 });
  return { served: servedOver(activity.filter((row) => !isProxys(row)).map(asServed)), servedInFront: most };
}

const isTaken = (step: LifecycleStep, workers: readonly Worker[]): boolean =>
  step.what === 'worker-booting' && workers.some(({ replacedBy }) => replacedBy === step.worker);

const endsProcesses = ({ step }: LifecycleEvent): boolean => ENDS_PROCESSES.has(step.what);
const startsMaster = ({ step }: LifecycleEvent): boolean => step.what === 'master-started';
const tellsStart = ({ step }: LifecycleEvent): boolean => step.what === 'request-started';

/** When workers were gone, or others booted in their place. */
const deathsOf = (drafts: readonly Draft[], vanished: readonly Vanished[]): readonly Ended[] => [
  ...drafts.flatMap((draft) => {
    const at = draft.replacement?.at ?? endOf(draft)?.at;
    return at === undefined ? [] : [{ pid: draft.pid, at }];
  }),
  ...vanished.map(({ draft: { pid }, lastSeenAt: at }) => ({ pid, at })),
];

/** Boot lines are cut off at the second: the dead worker may have written later in it. */
const lastMoment = ({ boot, draft }: SilentDeath): Micros => micros(Math.max(boot.at, draft.lastSeenAt ?? boot.at));

type KernelWordAt = (at: Micros) => Placed<LifecycleEvent> | undefined;

interface Untold {
  readonly silent: readonly SilentDeath[];
  readonly vanished: readonly Vanished[];
  /** How they ended, where the kernel does not say. */
  readonly untold: Pick<Death, 'cause' | 'signal'>;
  /** Whether each exit with an error is told. */
  readonly areCodesTold: boolean;
}

function toWorker(draft: Draft, untold: Untold, kernelWord: KernelWordAt): Worker {
  const { host, pid, boot, firstSeenAt, lastSeenAt, told } = draft;
  const { end, replacedBy } = endAndSuccessor(draft, untold, kernelWord);
  const signsOfLife = [...new Set(draft.signsOfLife)].sort((a, b) => a - b);
  const heard = { pauses: pausesIn(draft.heard), served: servedOver(draft.heard) };
  const named = { host, pid, name: undefined, bootedAt: boot?.at };
  return { ...named, firstSeenAt, lastSeenAt, signsOfLife, ...heard, end, replacedBy, told };
}

const shownBy = ({ at, event }: Told, end: WorkerEnd): WorkerEnd =>
  end.how === 'died' ? { ...end, death: { ...end.death, boot: { at, event } } } : end;

function endAndSuccessor(
  draft: Draft,
  { silent, vanished, untold, areCodesTold }: Untold,
  kernelWord: KernelWordAt,
): Pick<Worker, 'end' | 'replacedBy'> {
  const gone = vanished.find((candidate) => candidate.draft === draft);
  if (gone) return { end: vanishedAs(gone, kernelWord(gone.lastSeenAt)), replacedBy: gone.successor };
  const death = silent.find((candidate) => candidate.draft === draft);
  const endAt = death?.boot.at ?? endOf(draft)?.at;
  const kernel = endAt === undefined ? undefined : kernelWord(endAt);
  const booted = draft.replacement?.event.step;
  return {
    end: death
      ? shownBy(death.boot, fellSilentAs(draft, lastMoment(death), { kernel, untold }))
      : tellEnd(draft, kernel, areCodesTold),
    replacedBy: booted?.what === 'worker-booting' ? booted.worker : undefined,
  };
}
