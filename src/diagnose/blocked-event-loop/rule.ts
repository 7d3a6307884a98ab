import type { Conclusion } from '../../model/conclusion.ts';
import { heldByNone } from '../held-by-none.ts';
import { silentSigns } from '../held-in.ts';
import { foundBy } from '../found-by.ts';
import type { Night } from '../night.ts';
import { remedyFor } from '../remedies.ts';
import type { Finding, Rule } from '../rule.ts';
import { CLASS_UNKNOWN, POSSIBLE, runsEventLoop } from '../worker-class.ts';

/** One request made a call that does not yield, so the loop could neither serve the others nor beat. */
export const blockedEventLoop: Rule = {
  id: 'blocked-event-loop',
  title: 'The event loop was blocked by a call that does not yield',
  isGeneral: true,
  examine(incident: Conclusion, night: Night): Finding | undefined {
    const loop = runsEventLoop(incident);
    if (loop === 'no' || !mayBeHeld(incident, night)) return undefined;
    const [byClass, seen] = [classSigns(incident), signsFor(incident)];
    const signs = [...byClass, ...seen];
    if (signs.length === 0) return undefined;
    const shared = sharedWith(incident, night);
    const isProbable = loop === 'yes' && seen.length > 0 && shared.length === 0;
    const { text, reference } = remedyFor(incident.block?.kind, incident.server.workerClass ?? undefined);
    return {
      confidence: Math.min(isProbable ? atMost(incident) : POSSIBLE, 0.45 + 0.25 * signs.length),
      for: signs,
      against: [...(loop === 'unknown' ? [CLASS_UNKNOWN] : []), ...signsAgainst(incident), ...shared],
      remedy: text,
      reference,
    };
  },
};

const mayBeHeld = (incident: Conclusion, night: Night): boolean =>
  incident.cause === 'timeout' && !heldByNone(incident, night);

/**
 * What may be said at most with a stack of the code, and without: all of 13 workers of a known class that were missed with requests open, on
 * captures of gunicorn 20.1.0 and 26.2, were held by one; less where several open at once are all that shows the class.
 */
const atMost = (incident: Conclusion): number => {
  if (foundIn(incident).length > 0) return 0.95;
  return incident.server.workerClass === null ? 0.85 : 0.92;
};

const classSigns = ({ server: { workerClass } }: Conclusion): readonly string[] =>
  workerClass === null ? [] : [`the worker class is ${workerClass}: all requests of a worker share one thread`];

function signsFor(incident: Conclusion): readonly string[] {
  const { casualtyCount, claims } = incident;
  const found = foundIn(incident);
  const culprit = claims.find(({ role }) => role === 'culprit');
  return [
    ...found,
    ...(found.length === 0 && incident.server.workerClass !== null ? silentSigns(incident) : []),
    ...(culprit?.request ? [`${culprit.label} was open when the worker was given up`] : []),
    ...(casualtyCount > 0 ? [`${counted(casualtyCount, culprit !== undefined)} died with it`] : []),
  ];
}

const counted = (count: number, isMore: boolean): string =>
  `${String(count)}${isMore ? ' more' : ''} ${count === 1 ? 'request' : 'requests'}`;

/** Who saw what the worker was at. */
function foundIn(incident: Conclusion): readonly string[] {
  const { block, tracebacks, dumps } = incident;
  const seen = foundBy(incident);
  if (block?.kind !== undefined) return [`${seen} found the code in ${block.call ?? block.kind}`];
  return tracebacks.length + dumps.length > 0 ? [`${seen} found application code running`] : [];
}

const signsAgainst = ({ tracebacks, dumps, death }: Conclusion): readonly string[] =>
  tracebacks.length + dumps.length > 0
    ? []
    : [
        death.signal === 9
          ? 'no traceback shows the call: a stopped process or stalled storage looks the same'
          : 'no traceback shows the call',
      ];

/** From so many others on it is no coincidence. */
const COINCIDENCE = 1;

/** Loops that stop in one moment, of none of which a stack shows the call, have rather their machine in common. */
function sharedWith(incident: Conclusion, night: Night): readonly string[] {
  const others = night.missedWith(incident).length;
  return incident.block?.frame || others <= COINCIDENCE
    ? []
    : [
        `${String(others)} more workers were missed in the same moment: what they share (processors, storage, a clock) may have stopped them all`,
      ];
}
