import type { Disturbance } from '../model/conclusion.ts';
import type { Correlation } from '../model/correlation.ts';
import type { LifecycleEvent } from '../model/event.ts';
import type { Placed } from '../model/facts.ts';
import { beatsMonotonic } from '../model/heartbeat-clock.ts';
import { ignoredAbort } from '../model/ignored-abort.ts';
import type { StepName } from '../model/lifecycle.ts';
import type { ServerFacts } from '../model/report.ts';
import { isStated, MICROS_PER_SECOND, type Micros, micros } from '../model/time.ts';
import type { Death, Worker } from '../model/worker.ts';
import { silencesIn } from './silence-of-all.ts';

/** Beats and looks come once a second each, and stamps are cut off at the second. */
const SLACK_US = 2 * MICROS_PER_SECOND;
/** The master looks once a second; what wakes it also wakes the worker, which beats as soon as it can. */
const AT_ONCE_US = 5 * MICROS_PER_SECOND;
/** Where the timeout is not known. */
const USUAL_TIMEOUT_S = 30;
/** What goes back further is no clock, but two logs in one file. */
const LONGEST_BACK_US = 25 * 3_600 * MICROS_PER_SECOND;
/** A clock that is set by less moves no onset by more than the beats do. */
const SHORTEST_STEP_S = 2;

/** A worker that was missed. */
interface Missed {
  readonly worker: Worker;
  readonly death: Death;
  readonly server: ServerFacts;
}

/** What is looked at: since when the worker cannot have beaten, and when it was missed. */
interface Span {
  readonly timeoutUs: number;
  readonly missedAt: Micros;
  readonly countsWallTime: boolean;
}

type DisturbanceOf = (missed: Missed) => Disturbance | undefined;

/** Tells what befell the machine in the silence for which a worker was missed; `undefined` for workers that ended in other ways. */
export function disturbancesIn(correlation: Correlation): DisturbanceOf {
  const words = correlation.lifecycle.filter(({ event }) => DISTURBS.has(event.step.what));
  const hosts = new Set(correlation.workers.map(({ host }) => host));
  const silenceOfAll = silencesIn(correlation);
  return (missed) => disturbanceOf(missed, { words, hosts, silenceOfAll });
}

const DISTURBS: ReadonlySet<StepName> = new Set<StepName>([
  'machine-asleep',
  'machine-awake',
  'clock-stepped',
  'processor-missed',
]);

interface Known {
  /** What is said of machines. */
  readonly words: readonly Placed<LifecycleEvent>[];
  /** Those of all workers. */
  readonly hosts: ReadonlySet<string | undefined>;
  readonly silenceOfAll: ReturnType<typeof silencesIn>;
}

function disturbanceOf({ worker, death, server }: Missed, { words, hosts, silenceOfAll }: Known) {
  const { timeoutAt } = death;
  if (timeoutAt === undefined || !isStated(timeoutAt)) return undefined;
  const timeoutUs = (server.timeoutSeconds ?? USUAL_TIMEOUT_S) * MICROS_PER_SECOND;
  const span = { timeoutUs, missedAt: timeoutAt, countsWallTime: !beatsMonotonic(server) };
  // A container's log names the container where the machine's names the machine; another server's machine has workers of its own.
  const told = words.filter(({ event: { host } }) => host === undefined || host === worker.host || !hosts.has(host));
  return (
    pauseIn(span, told) ??
    stepIn(span, told, worker) ??
    starvationIn(span, told) ??
    // The master went on, and its worker did not even answer the abort: what held it was no machine that stood still.
    (ignoredAbort(worker, death) ? undefined : silenceIn(span, silenceOfAll(worker, timeoutAt)))
  );
}

/** The last sleep that ended in the span. */
function pauseIn({ timeoutUs, missedAt, countsWallTime }: Span, told: readonly Placed<LifecycleEvent>[]) {
  const awake = told.findLast(
    ({ at, event }) =>
      event.step.what === 'machine-awake' && at >= missedAt - timeoutUs - SLACK_US && at <= missedAt + SLACK_US,
  );
  if (!awake) return undefined;
  const before = told.filter(({ at, event }) => at <= awake.at && SLEEPS.has(event.step.what));
  // Kernel and systemd tell of the same sleep: it began with the first that comes after the last waking.
  const woken = before.findLastIndex(
    ({ at, event }) => event.step.what === 'machine-awake' && at < awake.at - SLACK_US,
  );
  const asleep = before.slice(woken + 1).find(({ event }) => event.step.what === 'machine-asleep');
  return {
    kind: 'pause',
    from: asleep?.at,
    to: awake.at,
    seconds: undefined,
    explains: countsWallTime && missedAt - awake.at <= AT_ONCE_US,
    told: asleep ? [asleep, awake] : [awake],
  } satisfies Disturbance;
}

const SLEEPS: ReadonlySet<string> = new Set(['machine-asleep', 'machine-awake']);

/** The last step of the clock in the span; one that says how far before one that does not. */
function stepIn(
  { timeoutUs, missedAt, countsWallTime }: Span,
  told: readonly Placed<LifecycleEvent>[],
  worker: Worker,
) {
  const steps = told.flatMap(({ at, event }) => {
    const seconds = event.step.what === 'clock-stepped' ? event.step.seconds : undefined;
    const isStep = event.step.what === 'clock-stepped' && Math.abs(seconds ?? SHORTEST_STEP_S) >= SHORTEST_STEP_S;
    // A beat before the clock went back lies in the future: the master looks for it so much later, unless another came.
    const lateUs = Math.max(0, -(seconds ?? 0)) * MICROS_PER_SECOND;
    const onset = missedAt - timeoutUs - SLACK_US;
    const hasBeaten = worker.signsOfLife.some((sign) => sign > at && sign < onset);
    const isNear = at >= onset - (hasBeaten || lateUs > LONGEST_BACK_US ? 0 : lateUs) && at <= missedAt + SLACK_US;
    return isStep && isNear ? [{ at, event, seconds }] : [];
  });
  const step = steps.findLast(({ seconds }) => seconds !== undefined) ?? steps.at(-1);
  if (!step) return undefined;
  const { at, event, seconds } = step;
  // A sync worker without requests beats twice in a timeout only (gunicorn workers/sync.py, run).
  const isFar = seconds !== undefined && seconds * MICROS_PER_SECOND >= timeoutUs / 2;
  const explains = countsWallTime && isFar && missedAt - at <= AT_ONCE_US;
  return { kind: 'clock-step', from: at, to: at, seconds, explains, told: [{ at, event }] } satisfies Disturbance;
}

/** The kernel speaks of a processor that was held for 20 s (watchdog) or 21 s (RCU) as soon as it has it back. */
const LATER_US = 30 * MICROS_PER_SECOND;

function starvationIn({ timeoutUs, missedAt }: Span, told: readonly Placed<LifecycleEvent>[]) {
  const lockups = told.filter(
    ({ at, event: { step } }) =>
      step.what === 'processor-missed' &&
      step.why === 'lockup' &&
      at >= missedAt - timeoutUs &&
      at <= missedAt + LATER_US,
  );
  const [first] = lockups;
  if (!first) return undefined;
  const { at } = first;
  return {
    ...{ kind: 'starvation', from: undefined, to: at, seconds: undefined, explains: false, told: lockups },
  } satisfies Disturbance;
}

/** All that ran on the machine, silent for the whole timeout: it was no single worker's doing. */
function silenceIn({ timeoutUs, missedAt }: Span, from: Micros | undefined) {
  if (from === undefined || missedAt - from < timeoutUs - SLACK_US) return undefined;
  return {
    ...{ kind: 'silence', from, to: micros(missedAt), seconds: undefined, explains: false, told: [] },
  } satisfies Disturbance;
}
