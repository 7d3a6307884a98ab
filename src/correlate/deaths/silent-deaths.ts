import type { LifecycleStep } from '../../model/lifecycle.ts';
import type { Micros } from '../../model/time.ts';
import type { Draft, Told } from '../lives/draft.ts';
import { endOf } from '../lives/draft.ts';
import { LOOP_GAP_US } from '../lives/expected-boots.ts';
import { slotOf } from '../lives/replacements.ts';
import { isAbout } from './kernel-words.ts';

/** Boot lines are cut off at the second: the dead worker's last line may seem later than its replacement's boot. */
const SLACK_US = 1_500_000;
/** A worker that had long been silent may just as well be idle. */
const SPEAKS_WITHIN_US = 60_000_000;

/** A kernel's line and the boot that it explains lie so close, each perhaps cut to the second. */
const NEAR_US = 3_000_000;

/** What the kernel said of an end; `at` is `undefined` where its log states no date. */
export interface KernelWord {
  readonly at: Micros | undefined;
  readonly step: LifecycleStep;
}

/** What else is told of a host's workers. */
export interface Beside {
  readonly kernel: readonly KernelWord[];
  /** The logs tell the server's start, and so all of its workers. */
  readonly isStartTold: boolean;
}

/** A boot that nothing explains, and the one worker whose silence since then explains it. */
export interface SilentDeath {
  readonly draft: Draft;
  readonly boot: Told;
}

/**
 * Finds who died without a word (gunicorn up to 20.0.4 logs no worker's death by signal, 20.1.0 none by exit code, puma none at
 * all): whom the kernel names; else who was in the place that the boot fills, where places are numbered; else a worker that spoke
 * shortly before the unexplained boot and never again, when only one such is there; else the only one of which nothing is told any more.
 * Several: nobody is named, unless as many boots are left as workers that fell silent before any of them: each is replaced in its turn.
 */
export function findSilentDeaths(
  drafts: readonly Draft[],
  unexplained: readonly Told[],
  { kernel, isStartTold }: Beside,
): readonly SilentDeath[] {
  const gone = new Set<Draft>();
  const isInTurn = kernel.length === unexplained.length;
  const words = [...kernel];
  const thereAt = (boot: Told): readonly Draft[] =>
    drafts.filter((draft) => !gone.has(draft) && isOpenAt(draft, boot) && bootedBefore(draft, boot));
  const silentAt = (boot: Told, there = thereAt(boot)): readonly Draft[] =>
    there.filter((draft) => isJustBefore(draft, boot) && (isStartTold || !isForkedWith(draft, boot)));
  const found = unexplained.flatMap((boot) => {
    const there = thereAt(boot);
    const draft =
      namedByKernel(there, boot, { words, isInTurn }) ??
      inItsPlace(there, boot) ??
      onlyOne(silentAt(boot, there)) ??
      (isStartTold ? onlyOne(untoldSince(there, boot)) : undefined);
    if (!draft) return [];
    gone.add(draft);
    return [{ draft, boot }];
  });
  const left = unexplained.filter((boot) => found.every((one) => one.boot !== boot));
  return [...found, ...inTurn(left, (boot) => silentAt(boot))];
}

/** Where all workers are known, who left the place if all others were there. */
const untoldSince = (there: readonly Draft[], { at }: Told): readonly Draft[] =>
  there.filter(({ lastSeenAt }) => (lastSeenAt ?? at) <= at + SLACK_US);

function onlyOne([draft, ...others]: readonly Draft[]): Draft | undefined {
  return others.length === 0 ? draft : undefined;
}

/** Boots and those who fell silent before them, in order; nobody where there are more or fewer of the one than of the other. */
function inTurn(boots: readonly Told[], silentAt: (boot: Told) => readonly Draft[]): readonly SilentDeath[] {
  const silent = [...new Set(boots.flatMap(silentAt))].sort((a, b) => (a.lastSeenAt ?? 0) - (b.lastSeenAt ?? 0));
  const pairs = boots.flatMap((boot, at) => {
    const draft = silent[at];
    return draft && silentAt(boot).includes(draft) ? [{ draft, boot }] : [];
  });
  return pairs.length === boots.length && pairs.length === silent.length ? pairs : [];
}

/** A stop or a start ends all workers that are left: of one that was gone by then it says nothing. */
function isOpenAt(draft: Draft, boot: Told): boolean {
  const end = endOf(draft);
  return !end || (end.index > boot.index && !isOwnEnd(end.event.step));
}

export const isOwnEnd = (step: LifecycleStep): boolean => 'worker' in step && step.what !== 'worker-booting';

export const bootedBefore = (draft: Draft, boot: Told): boolean =>
  draft.boot !== boot && !(draft.boot && draft.boot.index > boot.index);

/** What is left of a kernel's log, in order. */
interface KernelLeft {
  readonly words: KernelWord[];
  /** It states no date, but tells of as many ends as there are boots to explain: each in its turn. */
  readonly isInTurn: boolean;
}

function namedByKernel(there: readonly Draft[], boot: Told, { words, isInTurn }: KernelLeft): Draft | undefined {
  for (const [place, { at, step }] of words.entries()) {
    const isNow = at === undefined ? isInTurn : Math.abs(boot.at - at) <= NEAR_US;
    const named = isNow ? there.find((draft) => isAbout(draft, { step }, there)) : undefined;
    if (!named) continue;
    words.splice(place, 1);
    return named;
  }
  return undefined;
}

/** Masters that number the places of their workers fill one only when the worker in it is gone; of several masters any may be meant. */
function inItsPlace(there: readonly Draft[], { event }: Told): Draft | undefined {
  const slot = slotOf(event);
  if (slot === undefined) return undefined;
  return onlyOne(there.filter(({ boot }) => boot !== undefined && slotOf(boot.event) === slot));
}

/** Boots within a second of each other may be made at once, in the place of workers of which these logs do not tell. */
const isForkedWith = (draft: Draft, { at }: Told): boolean =>
  draft.boot !== undefined && at - draft.boot.at < LOOP_GAP_US;

const isJustBefore = ({ lastSeenAt }: Draft, { at }: Told): boolean =>
  lastSeenAt !== undefined && lastSeenAt <= at + SLACK_US && at - lastSeenAt <= SPEAKS_WITHIN_US;
