import { type Clock, instantOf } from '../model/clock.ts';
import type { LifecycleEvent } from '../model/event.ts';
import type { CaseFacts } from '../model/facts.ts';
import type { ActivityRow } from '../model/findings.ts';
import { isAbort } from '../model/abort.ts';
import { MICROS_PER_MINUTE, type Micros } from '../model/time.ts';
import { abortVotes, boundVotes, type PidMoments, verdictOf } from './clock-votes.ts';
import { lossVotes, sameRequestVotes } from './proxy-votes.ts';

type Facts = Pick<CaseFacts, 'sources' | 'lifecycle' | 'exceptions' | 'activity' | 'requests'>;

const END_STEPS: ReadonlySet<string> = new Set([
  'worker-exiting',
  'worker-killed',
  'worker-exited',
  'worker-died',
  'worker-timeout',
]);

/**
 * One clock for each source. What a line states always holds; a source that states no zone is read in the one that the
 * facts which it shares with others speak for; where there is none, as UTC, and the report says `assumed`.
 */
export function alignClocks(facts: Facts): readonly Clock[] {
  const stated = facts.sources.flatMap(({ id }) => statedClock(id, facts) ?? []);
  const reference = stated.length > 0 ? stated : assumedReference(facts);
  const moments = momentsOf(facts.lifecycle, reference);
  return facts.sources.map(
    ({ id }) => reference.find(({ source }) => source === id) ?? inferredClock(id, facts, { moments, reference }),
  );
}

function statedClock(source: number, { activity }: Facts): Clock | undefined {
  const minutes = statedOffsets(activity.filter((row) => row.source === source));
  const [offsetMin] = minutes;
  if (offsetMin === undefined) return undefined;
  return { source, offsetUs: offsetMin * MICROS_PER_MINUTE, zoneFrom: 'stated', skewUs: 0, anchors: 0 };
}

/** Offsets that a source's lines state, the most frequent first. */
function statedOffsets(activity: readonly ActivityRow[]): readonly number[] {
  const counts = new Map<number, number>();
  for (const { first, records } of activity)
    if (first.offsetMin !== undefined) counts.set(first.offsetMin, (counts.get(first.offsetMin) ?? 0) + records);
  return [...counts].sort(([a, x], [b, y]) => y - x || a - b).map(([offsetMin]) => offsetMin);
}

/** Where nothing states a zone, the sources in which supervisors speak are read as UTC and the others are set by them. */
function assumedReference({ lifecycle }: Facts): readonly Clock[] {
  const speaking = new Set(lifecycle.map(({ origin }) => origin.source));
  return [...speaking].map((source) => ({ source, offsetUs: 0, zoneFrom: 'assumed', skewUs: 0, anchors: 0 }));
}

interface Known {
  readonly moments: PidMoments;
  readonly reference: readonly Clock[];
}

function inferredClock(
  source: number,
  { activity, exceptions, requests }: Facts,
  { moments, reference }: Known,
): Clock {
  const aborts = exceptions.filter(({ origin, traceback }) => origin.source === source && isAbort(traceback));
  const rows = activity.filter((row) => row.source === source);
  const verdict = verdictOf([
    ...abortVotes(aborts, moments),
    ...boundVotes(rows, moments),
    ...sameRequestVotes(source, requests, reference),
    ...lossVotes(source, requests, moments),
  ]);
  return verdict
    ? { source, ...verdict, zoneFrom: 'inferred', skewUs: 0 }
    : { source, offsetUs: 0, zoneFrom: 'assumed', skewUs: 0, anchors: 0 };
}

function momentsOf(lifecycle: readonly LifecycleEvent[], reference: readonly Clock[]): PidMoments {
  const boots = new Map<number, Micros[]>();
  const timeouts = new Map<number, Micros[]>();
  const ends = new Map<number, Micros[]>();
  for (const { step, stamp, origin } of lifecycle) {
    const clock = reference.find(({ source }) => source === origin.source);
    if (!clock || !stamp || !('worker' in step)) continue;
    const at = instantOf(stamp, clock);
    const add = (moments: Map<number, Micros[]>) => moments.set(step.worker, [...(moments.get(step.worker) ?? []), at]);
    if (step.what === 'worker-booting') add(boots);
    if (step.what === 'worker-timeout') add(timeouts);
    if (END_STEPS.has(step.what)) add(ends);
  }
  return { boots, timeouts, ends };
}
