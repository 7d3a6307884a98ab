import type { Claim } from '../model/conclusion.ts';
import type { LogEvent } from '../model/event.ts';
import type { Placed } from '../model/facts.ts';
import type { ExceptionEvent } from '../model/event.ts';
import { gaveUp, type ProxyOutcome, type Request } from '../model/request.ts';
import type { Death } from '../model/worker.ts';
import { isVictim } from '../model/abort.ts';
import type { Culprit } from './culprit.ts';
import type { InFlight } from './in-flight.ts';
import { labelOf } from './label.ts';
import { mixedUpWith } from './mixed-up.ts';
import type { RequestsBy } from './requests-by.ts';
import { mustHaveCulprit, suspicion } from './suspicion.ts';

/** Below this a name is only a suspicion, told as a reason and not as a role. */
const NAMED_FROM = 0.6;
/** A start without an end in the life of a worker that is known to have died. */
const UNFINISHED_CONFIDENCE = 0.97;
const SURVIVED_CONFIDENCE = 0.97;
/** That somebody died with the worker stays true where the single request may be another one. */
const LEAST = 0.5;
/** All alone and rather the reason than not: less likely a bystander than this. */
const RATHER = 0.5;

export interface Scene {
  readonly death: Death;
  readonly inFlight: InFlight;
  readonly culprit: Culprit | undefined;
  /** How much of the usual suspicion is left that a request of its own brought it down: 0 (none did, as far as these logs show) to 1. */
  readonly blame: number;
  readonly tracebacks: readonly Placed<ExceptionEvent>[];
  /** All of the case: for a victim's own GreenletExit, which is proof, and for later tries of the same id. */
  readonly by: RequestsBy;
}

/** The roles of all requests that the end of a worker touched: culprit first, then casualties and survivors by their start. */
export function claimsOf(scene: Scene): readonly Claim[] {
  const { culprit, inFlight } = scene;
  const named = culprit && culprit.confidence >= NAMED_FROM ? culprit : undefined;
  const others = inFlight.unfinished.filter((request) => request !== named?.request);
  return [
    ...(named ? [culpritClaim(named, scene)] : []),
    ...others.map((request) => casualtyClaim(request, scene)),
    ...inFlight.doubtful
      .filter((request) => request !== named?.request)
      .map((request) => doubtfulClaim(request, scene)),
    ...inFlight.survivors.map(survivorClaim),
  ];
}

function culpritClaim(culprit: Culprit, scene: Scene): Claim {
  const { request, confidence, basis, reasons, against, asked } = culprit;
  const evidence: LogEvent[] = scene.tracebacks.map(({ event }) => event);
  return {
    ...{ role: 'culprit', confidence, basis, reasons, against, request },
    label: request ? labelOf(request) : (asked ?? 'the request whose code the traceback shows'),
    evidence: [...(request?.evidence ?? []), ...evidence],
    retry: request && retryOf(request, scene),
  };
}

function casualtyClaim(request: Request, scene: Scene): Claim {
  const own = scene.by.exceptionsOf(request);
  const proof = own.find(({ event }) => isVictim(event.traceback));
  const signs = signsOf(request);
  const doubts = doubtsOf(request, scene);
  return {
    ...(proof
      ? { role: 'casualty', confidence: 0.99 }
      : judged(doubts, signs.confidence * scene.inFlight.chanceOf(request))),
    basis: signs.basis,
    label: labelOf(request),
    request,
    reasons: [...signs.reasons, ...(proof ? ['its own GreenletExit shows that it was killed from outside'] : [])],
    against: [...againstOf(doubts), ...(request.stillOpen === undefined ? [] : [ENDED_PERHAPS])],
    evidence: [...request.evidence, ...(proof ? [proof.event] : [])],
    retry: retryOf(request, scene),
  };
}

/** `wasOpen`: how likely it was open in the worker, but for its rivals and those that it may be mistaken for. */
function judged(doubts: Doubts, wasOpen: number): Pick<Claim, 'role' | 'mayBeWhy' | 'confidence' | 'suspicion'> {
  const { rivals, unmistaken } = doubts;
  const wasThere = wasOpen / (1 + rivals);
  const suspicion = doubts.suspicion > 0 ? wasThere * doubts.suspicion : undefined;
  return doubts.isRatherWhy && rivals === 0
    ? {
        ...{ role: 'possible-casualty', mayBeWhy: true, suspicion },
        confidence: wasThere * unmistaken * (1 - doubts.suspicion),
      }
    : { role: 'casualty', confidence: wasThere * Math.max(unmistaken, LEAST), suspicion };
}

/** What speaks against a casualty. */
interface Doubts {
  /** How many there are of whom one is the culprit, it among them. */
  readonly suspects: number;
  /** The worker may have been killed from outside, or for memory: then one of them may be the reason, and none need be. */
  readonly needBeNone: boolean;
  /** How many ended of whom one may be it. */
  readonly mixedUp: number;
  /** In how many other workers it may have been. */
  readonly rivals: number;
  /** How likely it is the one that brought the worker down. */
  readonly suspicion: number;
  /** All alone in a worker that was rather brought down by a request of its own: then it is hardly a bystander. */
  readonly isRatherWhy: boolean;
  /** How likely none of those that ended is meant. */
  readonly unmistaken: number;
}

function doubtsOf(request: Request, scene: Scene): Doubts {
  const { by, inFlight } = scene;
  const among = hidesCulprit(scene) ? suspectsOf(scene) : [];
  const suspects = among.includes(request) ? among.length : 0;
  const mixedUp = mixedUpWith(request, request.worker === undefined ? [] : by.worker(request.worker)).length;
  const alike = inFlight.unfinished.filter(
    ({ method, target }) => method === request.method && target === request.target,
  );
  const isShown = scene.culprit?.among !== undefined;
  const suspected = scene.blame * suspicion(request, among, { death: scene.death, isShown });
  return {
    ...{ suspects, mixedUp, suspicion: suspected, rivals: request.rivals ?? 0 },
    needBeNone: !isShown && (scene.blame < 1 || !mustHaveCulprit(scene.death)),
    isRatherWhy: suspects === 1 && suspected > RATHER,
    unmistaken: alike.length / (alike.length + mixedUp),
  };
}

const againstOf = ({ suspects: among, needBeNone, mixedUp, rivals }: Doubts): readonly string[] => [
  ...(among > 0
    ? [
        needBeNone || among === 1
          ? mayBeWhy(among)
          : `one of these ${String(among)} is the culprit: nothing shows which`,
      ]
    : []),
  ...(rivals > 0
    ? [`no pid ties it to this worker: it may have been in ${othersOf(rivals)} that ended at that moment`]
    : []),
  ...(mixedUp > 0
    ? [`no id ties ends to starts: ${String(mixedUp)} for the same ended after it began, and one of those may be meant`]
    : []),
];

const mayBeWhy = (among: number): string =>
  among === 1 ? 'it may itself be why the worker ended' : `one of these ${String(among)} may be why the worker ended`;

const othersOf = (rivals: number): string => (rivals === 1 ? 'the other one' : `one of the ${String(rivals)} others`);

/** It is open where the log ends, as others are that run on in other workers. */
const doubtfulClaim = (request: Request, scene: Scene): Claim => ({
  ...{ role: 'possible-casualty', confidence: scene.inFlight.chanceOf(request), basis: 'inferred' },
  ...{ label: labelOf(request), request, evidence: request.evidence, retry: retryOf(request, scene) },
  reasons: ['it started before this worker was gone, and no end was logged'],
  against: [doubtOf(request, scene.inFlight)],
});

function doubtOf({ oneOf: ofTasks, pid, stillOpen, proxy }: Request, { oneOf = ofTasks }: InFlight): string {
  if (oneOf !== undefined)
    return `one of these ${String(oneOf)} was in it: it had one at a time, and nothing shows which`;
  if (stillOpen !== undefined) return ENDED_PERHAPS;
  if (gaveUp(proxy?.outcome)) return 'it was given up in front: it may have waited there, or run on';
  return pid === undefined
    ? 'no pid ties it to the worker, and others took longer than there was left of the log'
    : 'its log tells ends whose starts it does not, and hardly any other lasted as long: its end may be missing';
}

const ENDED_PERHAPS = 'ends for the same were told that name no worker: one of them may be its own';

interface Signs {
  readonly confidence: number;
  readonly basis: Claim['basis'];
  readonly reasons: readonly string[];
}

const UNFINISHED = 'it started in this worker and no end was logged';
const UNWOUND =
  'it started in this worker, and the end that its application logged is of the moment of the abort, which unwinds the code: no answer';
const ONLY_ONE = 'the worker had one at a time, and no other was under way without an end';

/** What shows that a request died with the worker: its own log, the proxy's, or both. */
function signsOf({ pid, oneOf, evidence, proxy }: Request): Signs {
  if (oneOf !== undefined) return { confidence: UNFINISHED_CONFIDENCE, basis: 'inferred', reasons: [ONLY_ONE] };
  const isOwn = evidence.some(({ edge }) => edge === 'start');
  const seen = proxy && PROXY_SAW[proxy.outcome];
  const own = evidence.some(({ edge }) => edge === 'end') ? UNWOUND : UNFINISHED;
  if (!seen) return { confidence: UNFINISHED_CONFIDENCE, basis: 'measured', reasons: [own] };
  if (isOwn) {
    const basis = pid === undefined ? 'inferred' : 'measured';
    return { confidence: UNFINISHED_CONFIDENCE, basis, reasons: [own, seen.reason] };
  }
  return { confidence: seen.confidence, basis: 'inferred', reasons: [seen.reason] };
}

/** How sure the proxy's word alone makes that a request was in the worker, by what the proxy saw. */
const PROXY_SAW: Partial<Record<ProxyOutcome, { readonly confidence: number; readonly reason: string }>> = {
  lost: { confidence: 0.93, reason: 'the proxy in front lost its connection at the moment the worker ended' },
  timeout: {
    confidence: 0.9,
    reason:
      'the proxy in front gave it up while the worker stood still, after a wait longer than any that was answered',
  },
  'client-left': {
    confidence: 0.9,
    reason: 'its client left while the worker stood still, after a wait longer than any that was answered',
  },
};

/** Those of which one is the culprit: the ones that the traceback fits, where there is one. */
const suspectsOf = ({ culprit, inFlight }: Scene): readonly Request[] => culprit?.among ?? inFlight.unfinished;

/** True if the culprit is known to be among the unfinished, but not which of them it is. */
export const hidesCulprit = ({ culprit, inFlight, blame }: Pick<Scene, 'culprit' | 'inFlight' | 'blame'>): boolean =>
  blame > 0 &&
  inFlight.unfinished.length > 0 &&
  (culprit === undefined || culprit.request === undefined || culprit.confidence < NAMED_FROM);

function survivorClaim(request: Request): Claim {
  return {
    role: 'survivor',
    confidence: SURVIVED_CONFIDENCE,
    basis: 'measured',
    label: labelOf(request),
    request,
    reasons: ['it was open in this worker when the master gave it up, and its end was logged after that'],
    against: [],
    evidence: request.evidence,
    retry: undefined,
  };
}

function retryOf(request: Request, { death, by }: Scene): Claim['retry'] {
  const { id, startedAt } = request;
  if (id === undefined || startedAt === undefined) return undefined;
  const later = by.id(id).find((other) => other !== request && (other.startedAt ?? 0) > startedAt);
  if (later?.startedAt === undefined || later.startedAt < death.goneAt - 2_000_000) return undefined;
  return { at: later.startedAt, outcome: outcomeOf(later) };
}

function outcomeOf({ endedAt, status }: Request): string {
  if (endedAt === undefined) return 'no end logged';
  return status === undefined ? 'ended' : `ended with ${String(status)}`;
}
