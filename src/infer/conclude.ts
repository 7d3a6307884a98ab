import type { Conclusion } from '../model/conclusion.ts';
import type { Correlation } from '../model/correlation.ts';
import { takesOneAtATime } from '../model/one-at-a-time.ts';
import type { Cause, ServerFacts } from '../model/report.ts';
import type { Micros } from '../model/time.ts';
import type { Request } from '../model/request.ts';
import { type Death, deathMoment, type Worker } from '../model/worker.ts';
import { aliveIn } from './alive-in.ts';
import { tracebacksOf } from './abort-tracebacks.ts';
import { blameLeft } from './blame.ts';
import { blockOf } from './block.ts';
import { casualtyCount } from './casualty-count.ts';
import { claimsOf, hidesCulprit } from './claims.ts';
import type { Culprit } from './culprit.ts';
import { confidenceIn } from './confidence-in.ts';
import { culpritOf } from './find-culprit.ts';
import { type InFlight, inFlightAt } from './in-flight.ts';
import { lastSignBefore } from './last-sign.ts';
import { type MissedLate, missedLateIn } from './missed-late.ts';
import { openDespiteLosses } from './lost-ends.ts';
import { orderFor } from './ordered-kill.ts';
import { failedByTarget } from './own-failures.ts';
import { type RequestsBy, requestsBy } from './requests-by.ts';
import { serversByHost } from './servers-by-host.ts';
import { onsetsOf } from './onsets.ts';
import { disturbancesIn } from './disturbance.ts';
import { ownExit } from './own-exit.ts';
import { recurrences } from './recurrence.ts';
import { dumpsOf } from './stack-dumps.ts';
import { shapeOf } from './shape.ts';
import { shortestLives } from './shortest-life.ts';
import { type Loss, stillRunning } from './still-running.ts';
import { mustHaveCulprit } from './suspicion.ts';

interface Known {
  readonly correlation: Correlation;
  readonly by: RequestsBy;
  readonly server: ServerFacts;
}

interface InScene extends Known {
  readonly bootedAt: Micros | undefined;
  readonly leavesAt: Micros | undefined;
  readonly chanceIn: ReturnType<typeof stillRunning>;
  readonly openAt: ReturnType<typeof openDespiteLosses>;
  readonly aliveAt: ReturnType<typeof aliveIn>;
  readonly failed: ReadonlySet<Request>;
}

/** A death and what was in flight in it. */
interface Scene {
  readonly index: number;
  readonly worker: Worker;
  readonly death: Death;
  readonly inFlight: InFlight;
}

/** Every abnormal death that is asked for, with what is concluded about it, in order of time. Pure: same correlation, same conclusions. */
export function conclude(
  correlation: Correlation,
  isAsked: (at: Micros) => boolean = () => true,
): readonly Conclusion[] {
  const serverFor = serversByHost(correlation);
  const by = requestsBy(correlation);
  const longestFor = shortestLives(correlation.workers, serverFor);
  const known = {
    correlation,
    by,
    chanceIn: stillRunning(
      correlation,
      deathsIn(correlation.workers),
      lossesIn(correlation.workers, serverFor, longestFor),
    ),
    openAt: openDespiteLosses(correlation),
    aliveAt: aliveIn(correlation.workers),
    failed: failedByTarget(correlation),
  };
  const scenes = correlation.workers
    .flatMap(
      (worker, index) =>
        sceneOf(worker, index, {
          ...{ ...known, server: serverFor(worker) },
          ...{ bootedAt: worker.bootedAt, leavesAt: leavesAt(worker), longestSeconds: longestFor(worker) },
        }) ?? [],
    )
    .filter(({ death }) => isAsked(deathMoment(death)))
    .sort((a, b) => deathMoment(a.death) - deathMoment(b.death) || (a.worker.pid ?? 0) - (b.worker.pid ?? 0));
  const crashes = scenes.filter(({ death }) => CRASHES.has(death.cause));
  const disturbanceOf = disturbancesIn(correlation);
  const areTold = correlation.requests.some(({ pid }) => pid !== undefined);
  const recurrenceOf = recurrences(crashes);
  const lateFor = missedLateIn(correlation);
  return scenes.map((scene, at) => {
    const recurrence = recurrenceOf(scene);
    const server = serverFor(scene.worker);
    const context = { correlation, by, server, disturbanceOf, recurrence, areTold, longestFor, lateFor };
    return conclusionOf(scene, `i${String(at + 1)}`, context);
  });
}

const leavesAt = ({ told }: Worker): Micros | undefined =>
  told.find(({ event: { step } }) => step.what === 'worker-exiting')?.at;

const deathsIn = (workers: readonly Worker[]): readonly Micros[] =>
  workers.flatMap(({ end }) => (end.how === 'died' ? [deathMoment(end.death)] : []));

const lossesIn = (
  workers: readonly Worker[],
  serverFor: (worker: Worker) => ServerFacts,
  longestFor: (worker: Worker) => number,
): readonly Loss[] =>
  workers.flatMap((worker, index) => {
    const { end, bootedAt } = worker;
    if (end.how !== 'died') return [];
    const onsets = onsetsOf(end.death, serverFor(worker), { bootedAt, longestSeconds: longestFor(worker) });
    return [{ worker: index, onsets, bootedAt, goneAt: end.death.goneAt }];
  });

/** Ends at which no signal handler of the server can leave a traceback. */
const CRASHES: ReadonlySet<Cause> = new Set(['signal', 'oom', 'unknown']);

function sceneOf(worker: Worker, index: number, known: InScene): Scene | undefined {
  const inFlightOf = (death: Death): InFlight => inFlightAt(index, death, known);
  const death = worker.end.how === 'died' ? worker.end.death : ownExit(worker, known.correlation, inFlightOf);
  const inFlight = death && inFlightOf(death);
  // Only a boot tells that somebody ended: requests that never did must tell that it was no good order.
  const isGuessed = worker.pid === undefined && death?.silent === true;
  if (!inFlight || (isGuessed && inFlight.unfinished.length === 0)) return undefined;
  return { index, worker, death, inFlight };
}

interface Context extends Known {
  readonly disturbanceOf: ReturnType<typeof disturbancesIn>;
  readonly recurrence: Culprit | undefined;
  /** Logs tell of requests which worker serves them. */
  readonly areTold: boolean;
  readonly longestFor: ReturnType<typeof shortestLives>;
  readonly lateFor: MissedLate;
}

function conclusionOf(
  { worker, death, inFlight }: Scene,
  id: string,
  { correlation, by, server, disturbanceOf, recurrence, areTold, longestFor, lateFor }: Context,
): Conclusion {
  const tracebacks = tracebacksOf(worker, death, correlation);
  const lastSignOfLifeAt = lastSignBefore(worker, deathMoment(death));
  const disturbance = disturbanceOf({ worker, death, server });
  const ordered = orderFor(worker, death, correlation.lifecycle);
  const blame = blameLeft(
    { worker, death, unfinished: inFlight.unfinished },
    { disturbance, ordered, server, areTold },
  );
  const culprit = culpritOf({ worker, death, inFlight }, { tracebacks, disturbance, server, recurrence, blame, by });
  const since = takesOneAtATime(server) ? culprit?.request?.startedAt : undefined;
  const dumps = dumpsOf(worker, death, { correlation, timeoutSeconds: server.timeoutSeconds, since });
  const hides = mustHaveCulprit(death) && isBlamed(blame, server) && hidesCulprit({ culprit, inFlight, blame });
  const claims = claimsOf({
    ...{ death, inFlight, culprit, blame, tracebacks, by },
  });
  return {
    ...{
      id,
      worker,
      death,
      cause: death.cause,
      server,
      lastSignOfLifeAt,
      disturbance,
      ordered,
      claims,
      tracebacks,
      dumps,
    },
    confidence: confidenceIn(death, tracebacks),
    block: disturbance?.explains
      ? undefined
      : blockOf({ worker, death, lastSignOfLifeAt, tracebacks, dumps, claims }, server, {
          longestSeconds: longestFor(worker),
          awayUs: lateFor(worker, death, server),
        }),
    shape: shapeOf({ worker, death, tracebacks }, correlation),
    casualtyCount: Math.max(0, casualtyCount(claims, inFlight) - (hides ? 1 : 0)),
  };
}

/** Who takes one at a time has no bystanders: where nothing clears it, its request is why it ended. */
const isBlamed = (blame: number, server: ServerFacts): boolean => blame === 1 || (blame > 0 && takesOneAtATime(server));
