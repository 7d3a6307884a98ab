import { groupedBy } from '../../lib/grouped.ts';
import { isBeside } from '../../model/beside.ts';
import { type Micros, isStated, MICROS_PER_SECOND } from '../../model/time.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import { type Death, deathMoment, type Worker } from '../../model/worker.ts';
import { type UnnamedEnd, unnamedEnd } from '../lives/unnamed-ends.ts';
import { onePerJob } from './one-per-job.ts';
import { restartOf } from './restart-of.ts';
import { UNSEEN } from './unseen.ts';

/** What several lines tell of one death lies so close: Celery tells of a lost child ten seconds later (billiard pool.py). */
const SAME_DEATH_US = 30 * MICROS_PER_SECOND;
/** A unit takes its time to end, and its manager to tell of it again: systemd's TimeoutStopSec is 90 s. */
const SAME_UNIT_US = 120 * MICROS_PER_SECOND;
/** A program that is started again lives a while before it can end again (supervisord's startsecs, pm2's restart delay). */
const STARTS_US = MICROS_PER_SECOND;
/** A master's shot follows its finding within moments. */
const SHOT_US = 3 * MICROS_PER_SECOND;
/** A master forks the next within its one-second loop; slow preloads take longer. */
const REPLACED_WITHIN_US = 60 * MICROS_PER_SECOND;

type Boot = Placed<LifecycleEvent>;
/** All that is told of one death. */
type Lines = [UnnamedEnd, ...UnnamedEnd[]];

/**
 * Deaths of which no line names a pid: a supervisor tells of a worker without one, or a container or service ended as a whole by a
 * kill or a crash. None is counted that may be the death of a worker whose pid is known. `boots`: those that nothing else explains.
 */
export function unnamedDeaths(
  words: readonly Placed<LifecycleEvent>[],
  known: readonly Worker[],
  boots: readonly Boot[],
): readonly Worker[] {
  const told = onePerJob(onePerLimit(onePerInstant(onePerRecord(words.flatMap((word) => unnamedEnd(word) ?? [])))));
  const stops = words.filter(({ event: { step, by } }) => step.what === 'kill-ordered' && STOPS.has(by));
  const ends = told.filter(
    (end) =>
      !(end.isUnit && (isOfMaster(end, known) || stops.some((stop) => isShotBy(stop, end)))) &&
      !known.some((worker) => isOfLeaver(end, worker)),
  );
  const named = known.flatMap((worker) => (worker.end.how === 'died' ? [momentsOf(worker, worker.end.death)] : []));
  const free = [...named];
  const deaths: Lines[] = [];
  for (const end of ends.filter(({ isUnit }) => !isUnit)) {
    if (end.cause === 'boot-failure') {
      // A master that gives up tells so more than once, and of one of those that died just before.
      if (![...named, ...deaths.map(momentsToldIn)].some((death) => isOf(death, end, SAME_DEATH_US)))
        deaths.push([end]);
      continue;
    }
    const own = free.findIndex((death) => isOf(death, end, isMissed(end) ? SHOT_US : SAME_DEATH_US));
    const missed = deaths.findLast((lines) => isShot(lines, end));
    if (own >= 0) free.splice(own, 1);
    else if (missed) missed.push(end);
    else deaths.push([end]);
  }
  for (const end of ends.filter(({ isUnit }) => isUnit)) {
    const told = deaths.find((lines) => lines.some((line) => isToldAgain(line, end) && !isStarted(line, end, words)));
    if (told) told.push(end);
    else if (isProgram(end) || !named.some((death) => isOf(death, end, SAME_UNIT_US))) deaths.push([end]);
  }
  const left = [...boots];
  return deaths.map((lines) => {
    const worker = workerOf(lines, takeBoot(left, lines));
    const { next, ...processes } = restartOf(lines[0].word, words);
    return { ...worker, ...processes, told: next ? [...worker.told, next] : worker.told };
  });
}

/** A record and the traceback below it tell the same. */
const onePerRecord = (ends: readonly UnnamedEnd[]): readonly UnnamedEnd[] => [
  ...new Map(ends.map((end) => [recordOf(end), end])).values(),
];

/** Two handlers write one record, each under a head of its own: both state its instant, and end in what it says. */
const onePerInstant = (ends: readonly UnnamedEnd[]): readonly UnnamedEnd[] => {
  const byInstant = groupedBy(ends, instantOf);
  const before = (end: UnnamedEnd): readonly UnnamedEnd[] => {
    const same = byInstant.get(instantOf(end)) ?? [];
    return same.slice(0, same.indexOf(end));
  };
  return ends.filter((end) => !before(end).some((one) => isSameRecord(one.word, end.word)));
};

const instantOf = ({ word: { event } }: UnnamedEnd): number | undefined => event.stamp?.wall;

function isSameRecord({ event: a }: Placed<LifecycleEvent>, { event: b }: Placed<LifecycleEvent>): boolean {
  const isFine = a.stamp?.precision === 'ms' || a.stamp?.precision === 'us';
  return isFine && a.stamp.wall === b.stamp?.wall && a.host === b.host && sharedEnd(saidIn(a), saidIn(b)) >= SAID;
}

/** As many letters at the end of two lines say the same: more than a signal's name, less than either of Celery's messages. */
const SAID = 30;

const saidIn = ({ text }: LifecycleEvent): string => text.split('\n', 1)[0]?.trimEnd() ?? '';

function sharedEnd(a: string, b: string): number {
  let shared = 0;
  while (shared < a.length && a.at(-1 - shared) === b.at(-1 - shared)) shared += 1;
  return shared;
}

const recordOf = ({ word: { event } }: UnnamedEnd): string =>
  `${String(event.origin.source)} ${String(event.origin.line)}`;

/** Of one time limit Celery tells twice: what it raised for it, and for which task (worker/request.py, on_timeout, on_failure). */
const onePerLimit = (ends: readonly UnnamedEnd[]): readonly UnnamedEnd[] => {
  const ofTasks = ends.filter(({ word: { event } }) => event.step.what === 'request-timeout' && event.step.request);
  const isTold = (end: UnnamedEnd): boolean =>
    ofTasks.some(({ host, at }) => isOf({ host, moments: [at] }, end, SHOT_US));
  return ends.filter((end) => !isOfNoTask(end) || !isTold(end));
};

const isOfNoTask = ({ word: { event } }: UnnamedEnd): boolean =>
  event.step.what === 'request-timeout' && event.step.request === undefined;

/** Who runs programs side by side tells of each: what befell one of them says nothing of a worker, nor of another. */
const PROGRAMS: ReadonlySet<string | undefined> = new Set(['supervisord', 'pm2']);

const isProgram = ({ word: { event } }: UnnamedEnd): boolean => PROGRAMS.has(event.by);

function isToldAgain(line: UnnamedEnd, end: UnnamedEnd): boolean {
  const isSameUnit = line.name === end.name || !(line.isUnit && end.isUnit);
  if (isProgram(line) || isProgram(end)) return line.name === end.name && end.at - line.at < STARTS_US;
  return isSameUnit && isOf({ ...line, moments: [line.at] }, end, SAME_UNIT_US);
}

/** A program that was started in between has ended once more. */
const isStarted = (before: UnnamedEnd, end: UnnamedEnd, words: readonly Placed<LifecycleEvent>[]): boolean => {
  const { step: ended } = end.word.event;
  return words.some(
    ({ at, event: { step, host } }) =>
      ended.what === 'unit-ended' &&
      step.what === 'unit-started' &&
      step.unit === ended.unit &&
      host === end.host &&
      at > before.at &&
      at <= end.at,
  );
};

interface Moments {
  readonly host: string | undefined;
  readonly moments: readonly Micros[];
}

const momentsOf = ({ host }: Worker, death: Death): Moments => ({
  host,
  moments: [deathMoment(death), death.goneAt],
});

/** A master tells of each that it misses; the death follows at once. */
const isMissed = ({ word: { event } }: UnnamedEnd): boolean =>
  event.step.what === 'unnamed-end' && event.step.how === 'missed';

const momentsToldIn = (lines: Lines): Moments => ({ host: lines[0].host, moments: lines.map(({ at }) => at) });

/** The program that left by itself is a server's master, which tells of its workers, and of its own end. */
const isOfMaster = ({ exitCode, word: { event } }: UnnamedEnd, known: readonly Worker[]): boolean =>
  exitCode !== undefined && event.by === 'supervisord' && known.length > 0;

/** Celery tells of the task that a child was in when it was asked to leave, as of one that it lost. */
const isOfLeaver = (end: UnnamedEnd, { host, end: left, told }: Worker): boolean =>
  left.how === 'graceful' &&
  end.word.event.step.what === 'unnamed-end' &&
  isOf({ host, moments: [left.at] }, end, SAME_DEATH_US) &&
  told.some(({ event: { step } }) => step.what === 'worker-killed' && step.signal === end.signal);

/** Those that tell of their own shots. */
const STOPS: ReadonlySet<string | undefined> = new Set(['platform', 'systemd']);

/** Who was told to stop, and outlasts the time it is given, is shot: no death of its own. */
const isShotBy = ({ at, event }: Placed<LifecycleEvent>, end: UnnamedEnd): boolean =>
  event.by === end.word.event.by && event.host === end.host && end.at >= at && end.at - at <= SHOT_US;

/** Times that are not stated cannot tell two deaths apart. */
const isOf = (death: Moments, end: UnnamedEnd, withinUs: number): boolean =>
  isBeside(death, end) &&
  death.moments.some((moment) => !isStated(moment) || !isStated(end.at) || Math.abs(moment - end.at) <= withinUs);

/** A worker was missed, and right after it one was shot. */
const isShot = ([missed, shot]: readonly UnnamedEnd[], end: UnnamedEnd): boolean =>
  missed?.cause === 'timeout' && shot === undefined && end.cause === 'signal' && end.at - missed.at <= SHOT_US;

function takeBoot(left: Boot[], [end]: readonly UnnamedEnd[]): Boot | undefined {
  const isNext = ({ at, event }: Boot): boolean =>
    end !== undefined && !end.isUnit && event.host === end.host && at >= end.at && at - end.at <= REPLACED_WITHIN_US;
  const at = left.findIndex(isNext);
  return at < 0 ? undefined : left.splice(at, 1)[0];
}

function workerOf(lines: Lines, boot: Boot | undefined): Worker {
  const [{ host, name }] = lines;
  const replacedBy = boot?.event.step.what === 'worker-booting' ? boot.event.step.worker : undefined;
  const told = lines.map(({ word }) => word);
  return { ...UNSEEN, host, pid: undefined, name, end: { how: 'died', death: deathOf(lines) }, replacedBy, told };
}

/** Of a kill, and of a container whose probe had failed as well, who runs it says for certain that it was for memory. */
const forMemory = ([first, ...rest]: Lines): UnnamedEnd | undefined =>
  first.cause === 'signal' || first.isUnit ? rest.find(({ cause, isUnit }) => cause === 'oom' && isUnit) : undefined;

const wordOf = (end: UnnamedEnd | undefined): Death['kernel'] => end?.word;

function deathOf(lines: Lines): Death {
  const [first, ...rest] = lines;
  const isMissed = first.cause === 'timeout' && !first.isUnit;
  const memory = forMemory(lines);
  const at = timeOf(lines);
  return {
    cause: memory?.cause ?? first.cause,
    signal: lines.find(({ signal }) => signal !== undefined)?.signal,
    exitCode: first.exitCode,
    timeoutAt: isMissed ? at : undefined,
    goneAt: isMissed ? (rest.at(-1)?.at ?? at) : at,
    silent: false,
    kernel: wordOf(memory ?? lines.find(({ isUnit }) => isUnit)),
  };
}

/** A table of pods tells no time, the description below it does. */
const timeOf = (lines: Lines): Micros => (lines.find(({ at }) => isStated(at)) ?? lines[0]).at;
