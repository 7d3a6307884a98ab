import { once } from '../../lib/once.ts';
import { rangeOf } from '../../lib/range.ts';
import { type Clock, instantOf } from '../../model/clock.ts';
import type { RequestEvent } from '../../model/event.ts';
import type { CaseFacts } from '../../model/facts.ts';
import type { ActivityRow } from '../../model/findings.ts';
import { isAbort } from '../../model/abort.ts';
import { isDated, type Micros, micros } from '../../model/time.ts';
import { assumedOffset } from './assumed-zone.ts';
import { abortVotes, boundVotes, type PidMoments, verdictOf } from './clock-votes.ts';
import { momentsOf } from './pid-moments.ts';
import { machineVotes } from './machine-votes.ts';
import { withoutFalseUtc } from './false-utc.ts';
import { measureSkew, type Skew } from './measure-skew.ts';
import { failureAnchors, type ServersMoments, serversMoments } from './failure-anchors.ts';
import { lossVotes, sameRequestVotes } from './proxy-votes.ts';
import { ownClock } from './own-clock.ts';
import { rangeVote } from './range-vote.ts';
import { type KnownMoments, knownMoments } from './shared-requests.ts';
import { rangeOf as coveredRange } from '../covered-range.ts';
import { BEFALLS_MACHINES } from '../speakers.ts';
import { abortAnchors, lifeBounds, lossAnchors, requestAnchors } from './skew-anchors.ts';

type Facts = Pick<
  CaseFacts,
  'sources' | 'lifecycle' | 'exceptions' | 'activity' | 'requests' | 'edges' | 'spans' | 'toldClocks'
>;

/** Ids of sources: of those that a proxy wrote, and of those whose lines state when a request came. */
interface Logs {
  readonly proxies: ReadonlySet<number>;
  readonly starts: ReadonlySet<number>;
}

/**
 * One clock for each source. What a line states always holds; a source that states no zone is read in the one that the
 * facts which it shares with others speak for; where there is none, in the server's own or as UTC, and the report says `assumed`. A clock that enough
 * facts show to run ahead or behind is read with that skew.
 */
export function alignClocks(facts: Facts, { proxies, starts }: Logs): readonly Clock[] {
  const clocks = facts.sources.flatMap(({ id }) => ownClock(id, facts) ?? []);
  const stated = withoutFalseUtc({ clocks, momentsBy: (some) => momentsOf(facts.lifecycle, some) }, facts);
  const reference = stated.length > 0 ? stated : assumedReference(facts);
  const moments = momentsOf(facts.lifecycle, reference);
  if (reference.length === facts.sources.length) return withSkews(reference, facts, { moments, proxies, starts });
  // Where supervisors say nothing, an application and the proxy before it tell of the same work.
  const range = speakingRange(facts, reference) ?? coveredRange(facts.activity, reference);
  const own = serversOwn(facts, proxies);
  const local = reference.filter(({ source, zoneFrom }) => zoneFrom === 'stated' && own.has(source));
  const known = {
    ...{ moments, ends: knownMoments(facts, reference), range },
    local: new Set(local.map(({ offsetUs }) => offsetUs)),
  };
  const zoned = facts.sources.map(
    ({ id }) => reference.find(({ source }) => source === id) ?? inferredClock(id, facts, known),
  );
  return withSkews(zoned, facts, { moments, proxies, starts });
}

interface Sides extends Logs {
  readonly moments: PidMoments;
}

/** Facts that must agree on a clock's seconds before other clocks are set by it. */
const ENOUGH_TO_TRUST = 3;

/** A clock as far as it is set. */
interface Setting {
  readonly clock: Clock;
  readonly isTrusted: boolean;
}

/** Which clocks are still to be set, and by the requests that they share with which. */
interface Round {
  readonly isOpen: (setting: Setting) => boolean;
  readonly by: (setting: Setting) => boolean;
}

/**
 * When requests ended that a source may share: all of them, those that were answered, or those of which a proxy tells. Mostly one of these
 * is asked for.
 */
interface Shared {
  readonly all: () => KnownMoments;
  readonly answered: () => KnownMoments;
  readonly proxied: () => KnownMoments;
  readonly servers: () => ServersMoments;
}

/**
 * Each clock is set by what supervisors say; one for which that is not enough is set by the requests that it shares with
 * those that are, and a proxy's, if nothing else is left, by the servers' as they stand.
 */
function withSkews(zoned: readonly Clock[], facts: Facts, { moments, proxies, starts }: Sides): readonly Clock[] {
  const skews = toldSkews(facts);
  const fixed = new Set([...serversOwn(facts, proxies), ...skews.keys()]);
  const ends = endsOnly(facts, starts);
  const setBy = (clock: Clock, known?: Shared): Setting => {
    const isProxy = proxies.has(clock.source);
    const told = isProxy ? lossAnchors(clock, ends, moments) : abortAnchors(clock, facts, moments);
    const shared = known && { ended: isProxy ? known.all : known.answered, lost: known.proxied };
    const failures = isProxy && known ? failureAnchors(clock, ends, known.servers()) : [];
    const anchors = [...told, ...failures, ...(shared ? requestAnchors(clock, ends, shared) : [])];
    return skewed(clock, measureSkew(anchors, isProxy ? [] : lifeBounds(clock, facts, moments)));
  };
  const setRest = (settings: readonly Setting[], { isOpen, by }: Round): readonly Setting[] => {
    if (!settings.some(isOpen)) return settings;
    const reference = settings.filter(by).map(({ clock }) => clock);
    const proxied = reference.filter(({ source }) => proxies.has(source));
    const known = {
      all: once(() => knownMoments(facts, reference)),
      answered: once(() => knownMoments(withoutLost(facts), reference)),
      proxied: once(() => knownMoments(facts, proxied)),
      servers: once(() => serversMoments(facts, reference)),
    };
    return settings.map((one) => (isOpen(one) ? setBy(one.clock, known) : one));
  };
  const isProxys = ({ clock }: Setting): boolean => proxies.has(clock.source);
  const read = zoned.map((clock) => ({ ...clock, skewUs: skews.get(clock.source) ?? clock.skewUs }));
  const told = read.map((clock) => (fixed.has(clock.source) ? { clock, isTrusted: true } : setBy(clock)));
  const byTrusted = { isOpen: (one: Setting) => !one.isTrusted, by: (one: Setting) => one.isTrusted };
  const agreed = setRest(told, byTrusted);
  const rest = setRest(agreed, {
    isOpen: (one) => !one.isTrusted && isProxys(one),
    by: (one) => !isProxys(one),
  });
  // A proxy's two logs tell of the same requests: as soon as one is set, so is the other.
  return setRest(rest, { ...byTrusted, isOpen: (one) => !one.isTrusted && isProxys(one) }).map(({ clock }) => clock);
}

/** When a request came shows nothing of when it ended (Apache's `%t`), where its line does not tell how long it took. */
function endsOnly(facts: Facts, starts: Logs['starts']): Facts {
  const tells = (event: RequestEvent): boolean =>
    event.facts.durationUs !== undefined || !starts.has(event.origin.source);
  return {
    ...facts,
    requests: facts.requests.filter(tells),
    spans: facts.spans.filter(({ end }) => !end || tells(end)),
  };
}

/** What a proxy lost, no server has ended: where a server did end it, that was another try. */
const withoutLost = ({ requests, spans }: Facts): Pick<Facts, 'requests' | 'spans'> => ({
  requests: requests.filter(({ facts }) => facts.upstreamError === undefined),
  spans,
});

const skewed = (clock: Clock, { skewUs, anchors }: Skew): Setting => ({
  clock: { ...clock, skewUs, anchors: Math.max(clock.anchors, anchors) },
  isTrusted: anchors >= ENOUGH_TO_TRUST,
});

/** Ids of the sources that run by the supervisors' own clock: those in which they speak, and their access logs. */
const serversOwn = ({ sources, lifecycle }: Facts, proxies: ReadonlySet<number>): ReadonlySet<number> =>
  new Set([
    ...lifecycle.filter(({ step }) => 'worker' in step).map(({ origin }) => origin.source),
    ...sources
      .filter(({ id, layouts }) => !proxies.has(id) && layouts.some(({ format }) => format === 'gunicorn-access'))
      .map(({ id }) => id),
  ]);

/** The time that supervisors' words cover. */
function speakingRange({ lifecycle }: Facts, reference: readonly Clock[]): Known['range'] {
  let range: Known['range'];
  for (const { origin, stamp } of lifecycle) {
    const clock = reference.find(({ source }) => source === origin.source);
    if (!clock || !stamp) continue;
    const at = instantOf(stamp, clock);
    range = { from: micros(Math.min(range?.from ?? at, at)), to: micros(Math.max(range?.to ?? at, at)) };
  }
  return range;
}

/** What the user says of skews goes before what facts speak for. */
const toldSkews = ({ toldClocks }: Facts): ReadonlyMap<number, number> =>
  new Map([...(toldClocks ?? [])].flatMap(([source, { skewUs }]) => (skewUs === undefined ? [] : [[source, skewUs]])));

/**
 * Where nothing states a zone, the sources in which supervisors speak are read as UTC and the others are set by them; lines without
 * times set nothing.
 */
function assumedReference({ lifecycle }: Facts): readonly Clock[] {
  const spoken = lifecycle.filter(({ step, stamp }) => !BEFALLS_MACHINES.has(step.what) && stamp && isDated(stamp));
  const speaking = new Set(spoken.map(({ origin }) => origin.source));
  return [...speaking].map((source) => ({ source, offsetUs: 0, zoneFrom: 'assumed', skewUs: 0, anchors: 0 }));
}

interface Known {
  readonly moments: PidMoments;
  /** Ends of requests that the reference tells of. */
  readonly ends: KnownMoments;
  readonly range: { readonly from: Micros; readonly to: Micros } | undefined;
  /** Offsets that the servers' own logs state, in microseconds. */
  readonly local: ReadonlySet<number>;
}

function inferredClock(source: number, facts: Facts, { moments, ends, range, local }: Known): Clock {
  const aborts = facts.exceptions.filter(({ origin, traceback }) => origin.source === source && isAbort(traceback));
  const rows = facts.activity.filter((row) => row.source === source);
  const votes = [
    ...abortVotes(aborts, moments),
    ...boundVotes(rows, moments),
    ...sameRequestVotes(source, facts, ends),
    ...lossVotes(source, facts.requests, moments),
    ...machineVotes(source, facts.lifecycle, moments),
  ];
  const shown = shownIn(rows);
  const verdict = verdictOf(votes.length > 0 ? votes : rangeVote(shown, range));
  return verdict
    ? { source, ...verdict, zoneFrom: 'inferred', skewUs: 0 }
    : { source, offsetUs: assumedOffset(shown, range, local), zoneFrom: 'assumed', skewUs: 0, anchors: 0 };
}

const shownIn = (rows: readonly ActivityRow[]): { readonly from: number; readonly to: number } | undefined =>
  rangeOf(
    rows,
    ({ first }) => first.wall,
    ({ last }) => last.wall,
  );
