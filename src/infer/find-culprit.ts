import { framesAtAbort } from '../model/abort.ts';
import type { Conclusion } from '../model/conclusion.ts';
import type { ExceptionEvent } from '../model/event.ts';
import type { Placed } from '../model/facts.ts';
import type { ServerFacts } from '../model/report.ts';
import type { Request } from '../model/request.ts';
import { type Death, deathMoment, type Worker } from '../model/worker.ts';
import { blockingCall } from './blocking-call.ts';
import { isConcludedExit } from './confidence-in.ts';
import { type Culprit, culpritAlone, culpritByTraceback, culpritNamed } from './culprit.ts';
import { culpritByFirstBreak } from './first-broken.ts';
import type { InFlight } from './in-flight.ts';
import { lastSignBefore } from './last-sign.ts';
import { mayHaveEnded } from './mixed-up.ts';
import type { RequestsBy } from './requests-by.ts';
import { suspectBySilence } from './suspect.ts';
import { hasFallen } from './suspicion.ts';
import { isOnTheWayOut } from './whose-frame.ts';

interface Died {
  readonly worker: Worker;
  readonly death: Death;
  readonly inFlight: InFlight;
}

/** What tells who brought a worker down, besides what was in flight in it. */
interface Signs extends Pick<Conclusion, 'tracebacks' | 'disturbance' | 'server'> {
  readonly blame: number;
  /** Who was open in so many crashes that it is no coincidence. */
  readonly recurrence: Culprit | undefined;
  readonly by: RequestsBy;
}

/** The request that brought a worker down, if the logs tell. */
export function culpritOf(died: Died, signs: Signs): Culprit | undefined {
  const { tracebacks, disturbance, server, recurrence } = signs;
  const { death, inFlight } = died;
  if (disturbance?.explains) return undefined;
  const shown = culpritByTraceback(
    tracebacks.filter((one) => showsRequest(one, death, server)),
    inFlight,
  );
  return (
    (shown?.request ? shown : joined(shown, culpritByFirstBreak(inFlight.unfinished, death))) ??
    recurrence ??
    (death.cause === 'timeout' ? culpritWithoutTraceback(died, signs) : undefined) ??
    culpritOfFall(died, signs)
  );
}

/** Of a worker that left with a request open and no word of why: it exited in it; else somebody told this worker alone to go, and it ran out of patience. */
const EXITED = 0.7;

/** What brought the process down itself was the code of the only request, as far as is known. */
function culpritOfFall({ death, inFlight }: Died, signs: Signs): Culprit | undefined {
  const alone = hasFallen(death) && !areInDoubt(inFlight.unfinished, signs) ? culpritAlone(inFlight) : undefined;
  if (!alone || !isConcludedExit(death, signs.tracebacks)) return alone;
  const against = [...alone.against, 'no exit code is told: the worker may have been asked to leave, and cut it off'];
  return { ...alone, confidence: alone.confidence * EXITED, against };
}

/** A traceback shows where the code stood, the proxy which request it was. */
const joined = (shown: Culprit | undefined, broken: Culprit | undefined): Culprit | undefined =>
  shown && broken ? { ...broken, reasons: [...shown.reasons, ...broken.reasons] } : (broken ?? shown);

/** An abort may find the worker waiting, while others run or for a client that sent nothing, or ending: then it accuses no request. */
function showsRequest({ event }: Placed<ExceptionEvent>, { cause }: Death, { workerClass }: ServerFacts): boolean {
  if (cause !== 'timeout') return true;
  const frames = framesAtAbort(event.traceback);
  if (isOnTheWayOut(frames)) return false;
  const held = blockingCall(frames, workerClass);
  return held === undefined || (!held.cooperative && held.kind !== 'client-silent');
}

/** Where all were silent at once, or the silence cannot be measured, who spoke last says nothing. */
function culpritWithoutTraceback({ worker, death, inFlight }: Died, signs: Signs): Culprit | undefined {
  const { server, disturbance, blame } = signs;
  const { timeoutSeconds } = server;
  if (blame < 1) return undefined;
  const named = culpritNamed(inFlight.unfinished);
  if (named || areInDoubt(inFlight.unfinished, signs)) return named;
  const alone = culpritAlone(inFlight);
  if (alone ?? disturbance) return alone;
  const lastSignAt = lastSignBefore(worker, deathMoment(death));
  if (death.timeoutAt === undefined || timeoutSeconds === null || lastSignAt === undefined) return undefined;
  return suspectBySilence(inFlight.unfinished, { timeoutAt: death.timeoutAt, timeoutSeconds, lastSignAt });
}

/** Who is not known to have been in this worker, or not to have ended, accuses nobody. */
const areInDoubt = (unfinished: readonly Request[], { by }: Pick<Signs, 'by'>): boolean =>
  unfinished.some(
    (request) =>
      (request.rivals ?? 0) > 0 || (request.worker !== undefined && mayHaveEnded(request, by.worker(request.worker))),
  );
