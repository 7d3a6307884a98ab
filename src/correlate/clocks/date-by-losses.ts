import { groupedBy } from '../../lib/grouped.ts';
import type { LifecycleEvent, RequestEvent } from '../../model/event.ts';
import type { CaseFacts } from '../../model/facts.ts';
import { isDated, MICROS_PER_SECOND, type Stamp, wallMicros } from '../../model/time.ts';
import { type Proxies, proxiesIn, proxyOutcome } from '../proxy-view.ts';
import { isTimed } from './is-timed.ts';

/** By source without times: what its supervisor says. */
export type Untimed = ReadonlyMap<number, readonly LifecycleEvent[]>;

/** Puma's `worker_timeout` where its line does not tell it (puma/dsl.rb), and what a boot takes. */
const [LIMIT_S, BOOTING_S] = [60, 5];

/** By source without times: the log whose clock it borrows, and how many facts of both tie them. */
export type Borrowed = ReadonlyMap<number, { readonly source: number; readonly named: number }>;

/** What is lost with one worker is noticed at once; servers and proxies cut their seconds off. */
const TOGETHER_US = 3 * MICROS_PER_SECOND;
/**
 * A supervisor's log without times, of which no worker speaks in any other, is dated by a proxy that lost connections as often as
 * workers ended: as many moments as ends, in the order of the lines. Where there is one more or less, nothing tells which is which.
 */
export function datedByLosses(facts: CaseFacts, untimed: Untimed): { facts: CaseFacts; dials: Borrowed } {
  const dials = lossesFor(facts, untimed);
  if (dials.size === 0) return { facts, dials };
  const dated = new Map([...dials].flatMap(([source, dial]) => dateEnds(untimed.get(source) ?? [], dial)));
  return {
    facts: {
      ...facts,
      lifecycle: facts.lifecycle.map((event) => dated.get(event) ?? event),
      activity: facts.activity.filter(({ source }) => !dials.has(source)),
    },
    dials,
  };
}

interface LossDial {
  readonly source: number;
  readonly named: number;
  readonly moments: readonly Stamp[];
  /** When the proxy's log begins: the server was up by then. */
  readonly from: Stamp;
}

/** One server alone can be meant: of two without times nothing tells whose the losses were. */
export function lossesFor(facts: CaseFacts, untimed: Untimed): ReadonlyMap<number, LossDial> {
  const [only, ...others] = untimed;
  if (!only || others.length > 0) return new Map();
  const [source, events] = only;
  const ends = endsIn(inOrderOf(events));
  const { wrote } = proxiesIn(facts);
  const losses = lossesIn(facts, wrote);
  const [first] = losses;
  const moments = momentsOf(losses);
  if (!first?.stamp || moments.length !== ends.length) return new Map();
  const log = first.origin.source;
  return new Map([[source, { source: log, named: moments.length, moments, from: beginOf(facts, wrote, first.stamp) }]]);
}

const inOrderOf = (events: readonly LifecycleEvent[]): readonly LifecycleEvent[] =>
  events.toSorted((a, b) => a.origin.line - b.origin.line);

const isEnd = ({ step: { what } }: LifecycleEvent): boolean =>
  what === 'worker-timeout' || what === 'worker-killed' || what === 'worker-died';

/** Ends that follow each other without a boot between them are of one round, and one worker ends once. */
function endsIn(inOrder: readonly LifecycleEvent[]): readonly (readonly LifecycleEvent[])[] {
  const rounds: LifecycleEvent[][] = [];
  let round: LifecycleEvent[] | undefined;
  for (const event of inOrder) {
    if (event.step.what === 'worker-booting') round = undefined;
    if (!isEnd(event)) continue;
    if (round) round.push(event);
    else rounds.push((round = [event]));
  }
  return rounds;
}

/** What one log of a proxy tells as lost with its server: an error log says so, an access log only that the answer was a 502. */
function lossesIn(facts: CaseFacts, wrote: Proxies['wrote']): readonly RequestEvent[] {
  const lost = [...facts.requests, ...facts.spans.flatMap(({ end }) => end ?? [])].filter(
    ({ edge, stamp, host, origin: { source }, facts: said }) =>
      edge === 'whole' && stamp && isDated(stamp) && wrote({ source, host }) && proxyOutcome(said) === 'lost',
  );
  const said = lost.filter(({ facts: { upstreamError } }) => upstreamError !== undefined);
  const logs = [...groupedBy(said.length > 0 ? said : lost, ({ origin }) => origin.source).values()];
  // two logs of one proxy tell the same, two proxies may not
  return logs.length === 1 ? (logs[0] ?? []) : [];
}

/** When something was lost; what follows closely is of the same end. */
function momentsOf(losses: readonly RequestEvent[]): readonly Stamp[] {
  const stamps = losses.flatMap(({ stamp }) => stamp ?? []).sort((a, b) => a.wall - b.wall);
  return stamps.filter((stamp, at) => stamp.wall - (stamps[at - 1]?.wall ?? -Infinity) > TOGETHER_US);
}

/** The first that the proxy wrote: by then the server was up. All of a proxy's logs show the same clock, of which one may state its zone. */
function beginOf(facts: CaseFacts, wrote: Proxies['wrote'], first: Stamp): Stamp {
  const walls = facts.activity.filter((row) => isDated(row.first) && wrote(row)).map((row) => row.first.wall);
  return { ...first, wall: wallMicros(walls.reduce<number>((a, b) => Math.min(a, b), first.wall)) };
}

type Dated = readonly (readonly [LifecycleEvent, LifecycleEvent])[];

/**
 * Gives each event the time of the end above it; what stands above the first was said by the time at which the proxy's log begins, or
 * at an unknown one where that is too late for a worker that was waited for.
 */
function dateEnds(events: readonly LifecycleEvent[], { moments, from }: LossDial): Dated {
  const inOrder = inOrderOf(events);
  const rounds = endsIn(inOrder);
  const [first = from] = moments;
  const isLate = first.wall - from.wall <= longestWaitUs(events);
  let latest = from;
  return inOrder.map((event) => {
    const round = rounds.findIndex(([end]) => end === event);
    const at = isTimed(event) ? event.stamp : moments[round];
    if (at && at.wall > latest.wall) latest = at;
    const isUnknown = isLate && latest === from && event.step.what === 'worker-booting';
    return [event, { ...event, stamp: isUnknown ? undefined : latest }];
  });
}

/** As long as a worker was waited for and a few seconds, in which it may have booted. */
const longestWaitUs = (events: readonly LifecycleEvent[]): number =>
  Math.max(
    ...events.map(({ step }) => (step.what === 'worker-timeout' ? (step.limitSeconds ?? LIMIT_S) + BOOTING_S : 0)),
  ) * MICROS_PER_SECOND;
