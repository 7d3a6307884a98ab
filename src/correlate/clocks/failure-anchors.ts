import { groupedBy } from '../../lib/grouped.ts';
import { withoutQuery } from '../../lib/without-query.ts';
import { isEnded } from '../../model/abort.ts';
import { type Clock, clocksBySource, instantOf } from '../../model/clock.ts';
import type { RequestEvent } from '../../model/event.ts';
import type { CaseFacts } from '../../model/facts.ts';
import { type Micros, micros, MICROS_PER_SECOND } from '../../model/time.ts';
import { type Anchor, anchorOf } from './measure-skew.ts';

/** Of what is asked for more often nothing shows which is meant. */
const RARE = 3;
/** What the application failed at, and what a proxy saw fail, are the same if there are about as many of both. */
const MOST_UNLIKE = 2;

/** When a server of known clock failed at requests, and when it began which. */
export interface ServersMoments {
  readonly failed: readonly Micros[];
  readonly begun: ReadonlyMap<string, readonly Micros[]>;
}

/** Proxies write whole seconds: so is all cut that is set beside them. */
const cut = (at: Micros): Micros => micros(Math.floor(at / MICROS_PER_SECOND) * MICROS_PER_SECOND);

/** Exceptions that an application did not survive to answer, and the starts that gunicorn tells at log level debug. */
export function serversMoments(
  { exceptions, lifecycle }: Pick<CaseFacts, 'exceptions' | 'lifecycle'>,
  clocks: readonly Clock[],
): ServersMoments {
  const clockOf = clocksBySource(clocks);
  const momentOf = ({ origin, stamp }: Pick<RequestEvent, 'origin' | 'stamp'>): readonly Micros[] => {
    const clock = clockOf.get(origin.source);
    return clock && stamp ? [cut(instantOf(stamp, clock))] : [];
  };
  const failed = exceptions.filter(({ traceback }) => !isEnded(traceback)).flatMap(momentOf);
  const starts = lifecycle.flatMap((event) => {
    const { step } = event;
    return step.what === 'request-started'
      ? momentOf(event).map((at) => ({ at, path: withoutQuery(step.target) }))
      : [];
  });
  const begun = [...groupedBy(starts, ({ path }) => path)].map(
    ([path, theirs]) => [path, theirs.map(({ at }) => at)] as const,
  );
  // Several handlers tell of one failure.
  return { failed: [...new Set(failed)], begun: new Map(begun.filter(([, moments]) => moments.length <= RARE)) };
}

/** What a proxy saw a server answer with a failure of its own, and what it had not answered that the server began. */
export function failureAnchors(
  clock: Clock,
  { requests }: Pick<CaseFacts, 'requests'>,
  { failed, begun }: ServersMoments,
): readonly Anchor[] {
  const own = requests.filter(({ origin, edge, stamp }) => origin.source === clock.source && edge === 'whole' && stamp);
  const at = ({ stamp }: RequestEvent): Micros => cut(stamp ? instantOf(stamp, clock) : micros(0));
  const answers = own.filter(({ facts }) => facts.status === 500 && facts.upstreamError === undefined).map(at);
  const areAlike =
    failed.length <= answers.length * MOST_UNLIKE && new Set(answers).size <= failed.length * MOST_UNLIKE;
  const started = own.flatMap((event) => {
    const { target = '', durationUs } = event.facts;
    const moments = begun.get(withoutQuery(target)) ?? [];
    return durationUs === undefined ? [] : anchorOf(micros(at(event) - durationUs), moments);
  });
  return [...(areAlike ? [...new Set(answers)].flatMap((answer) => anchorOf(answer, failed)) : []), ...started];
}
