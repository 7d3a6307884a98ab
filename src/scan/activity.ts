import { type Head, NOT_STATED } from '../formats/format.ts';
import { stampOf } from '../formats/stamp.ts';
import type { ActivityRow } from '../model/findings.ts';
import type { Origin } from '../model/line.ts';
import { BURST_US, FEWEST_HELD, LONG_WAIT_US, SHORTEST_STALL_US } from '../model/stall.ts';
import { isSteady, type Rhythm, rhythmFrom, speak } from './rhythm.ts';
import { MICROS_PER_MINUTE, type Stamp } from '../model/time.ts';
import { comparable } from '../model/comparable.ts';
import { type Reading, readingOf, setReading } from './stated-times.ts';

/** Clocks go back by an hour; a worker may be silent for minutes meanwhile. */
const LEAST_BACK_US = 50 * MICROS_PER_MINUTE;
/** Where times go back more often than the workers of a server are many, the lines are in no order of time. */
const MOST_TURNS = 256;

/** Where a record stands in its text. */
interface Place {
  readonly line: number;
  readonly from: number;
}

/** Whose records are counted. */
interface Speaker {
  readonly source: number;
  readonly host: string | undefined;
  originOf(line: number, from: number): Origin;
}

interface Seen {
  readonly first: Reading;
  readonly last: Reading;
  firstLine: number;
  firstFrom: number;
  lastLine: number;
  lastFrom: number;
  records: number;
  started: number;
  finished: number;
}

interface Bucket {
  readonly pid: number;
  readonly slot: number;
  /** What was seen before a silence that may turn out to be a stall. */
  before: Seen | undefined;
  seen: Seen;
  /** Requests that began before that silence and ended in the burst behind it. */
  held: number;
  readonly rhythm: Rhythm;
}

/**
 * Counts what each pid did, in buckets of time: the signs of life of a block. A stall parts a bucket in two: a silence behind which
 * requests end in a burst that began before it (one is enough, if it took long), or which breaks the rhythm of a worker's own lines.
 */
export class ActivityCounter {
  private readonly current = new Map<number, Bucket>();
  private readonly full: { readonly pid: number; readonly seen: Seen }[] = [];
  private readonly bucketUs: number;
  private turns = 0;
  private readonly speaker: Speaker;

  constructor(bucketUs: number, speaker: Speaker) {
    this.bucketUs = bucketUs;
    this.speaker = speaker;
  }

  /** Counts one record; those without a time of their own are no sign of when anybody lived. */
  count(head: Head, edge: 'start' | 'end' | undefined, place: Place): void {
    if (Number.isNaN(head.wall)) return;
    const bucket = this.bucketOf(head, place);
    const { seen } = bucket;
    seen.records += 1;
    if (edge === 'start') seen.started += 1;
    if (edge === 'end') seen.finished += 1;
    if (edge === undefined) speak(bucket.rhythm, head.wall);
    widen(seen, head, place);
    if (bucket.before && edge === 'end') this.weigh(bucket, bucket.before, head);
  }

  rows(): readonly ActivityRow[] {
    for (const bucket of this.current.values()) rejoin(bucket);
    return [...this.full, ...this.current.values()].flatMap(({ pid, seen }) => this.rowOf(pid, seen) ?? []);
  }

  private rowOf(pid: number, seen: Seen): ActivityRow | undefined {
    const { source, host } = this.speaker;
    const { firstLine, firstFrom, lastLine, lastFrom, records, started, finished } = seen;
    const [first, last] = [stampOf(seen.first), stampOf(seen.last)];
    if (!first || !last) return undefined;
    return {
      ...{ source, pid: pid === NOT_STATED ? undefined : pid, ...(host === undefined ? {} : { host }) },
      ...{ first, last, records, started, finished },
      firstOrigin: this.speaker.originOf(firstLine, firstFrom),
      lastOrigin: this.speaker.originOf(lastLine, lastFrom),
    };
  }

  private bucketOf(head: Head, place: Place): Bucket {
    const slot = this.bucketUs === Number.POSITIVE_INFINITY ? 0 : Math.floor(head.wall / this.bucketUs);
    const known = this.current.get(head.pid);
    if (known?.slot === slot && !this.turnsBack(known, head)) return this.partAfterSilence(known, head, place);
    if (known) this.full.push(rejoin(known));
    const rhythm = known?.rhythm ?? rhythmFrom(head.wall);
    const fresh: Bucket = { pid: head.pid, slot, before: undefined, seen: firstSeen(head, place), held: 0, rhythm };
    this.current.set(head.pid, fresh);
    return fresh;
  }

  /** Behind the end of summer time another bucket begins: what lies on both sides shows the same times. */
  private turnsBack({ seen: { last } }: Bucket, { wall, offsetMin }: Head): boolean {
    const isBack = last.wall - wall > LEAST_BACK_US && offsetMin === NOT_STATED && last.offsetMin === NOT_STATED;
    if (!isBack || this.turns >= MOST_TURNS) return false;
    this.turns += 1;
    return true;
  }

  /** The bucket, parted where this record breaks a silence that may be a stall. */
  private partAfterSilence(bucket: Bucket, head: Head, place: Place): Bucket {
    if (bucket.before && head.wall > bucket.seen.first.wall + BURST_US) rejoin(bucket);
    const { last } = bucket.seen;
    if (head.wall - last.wall < SHORTEST_STALL_US) return bucket;
    bucket.before = rejoin(bucket).seen;
    bucket.seen = firstSeen(head, place);
    bucket.held = 0;
    if (isSteady(bucket.rhythm, last.wall, head.wall)) this.part(bucket, bucket.before);
    return bucket;
  }

  /** What is cut off at the second may have been said almost a second later. */
  private weigh(bucket: Bucket, before: Seen, { wall, durationUs }: Head): void {
    const { last } = before;
    if (Number.isNaN(durationUs) || wall - durationUs > last.wall + last.precisionUs - 1) return;
    bucket.held += 1;
    if (bucket.held >= FEWEST_HELD || wall - last.wall >= LONG_WAIT_US) this.part(bucket, before);
  }

  private part(bucket: Bucket, before: Seen): void {
    this.full.push({ pid: bucket.pid, seen: before });
    bucket.before = undefined;
  }
}

function widen(seen: Seen, head: Head, { line, from }: Place): void {
  if (head.wall >= seen.last.wall) {
    setReading(seen.last, head);
    seen.lastLine = line;
    seen.lastFrom = from;
  } else if (head.wall < seen.first.wall) {
    setReading(seen.first, head);
    seen.firstLine = line;
    seen.firstFrom = from;
  }
}

const firstSeen = (head: Head, { line, from }: Place): Seen => ({
  ...{ first: readingOf(head), last: readingOf(head) },
  ...{ firstLine: line, firstFrom: from, lastLine: line, lastFrom: from },
  ...{ records: 0, started: 0, finished: 0 },
});

/** It was no stall: what was seen before and behind the silence is one. */
function rejoin(bucket: Bucket): Bucket {
  const { before, seen } = bucket;
  if (!before) return bucket;
  setReading(seen.first, before.first);
  seen.firstLine = before.firstLine;
  seen.firstFrom = before.firstFrom;
  seen.records += before.records;
  seen.started += before.started;
  seen.finished += before.finished;
  bucket.before = undefined;
  return bucket;
}

/** The earlier and the later of two stamps of one source. */
export const earlier = (a: Stamp | undefined, b: Stamp): Stamp => (a && comparable(a) <= comparable(b) ? a : b);
export const later = (a: Stamp | undefined, b: Stamp): Stamp => (a && comparable(a) > comparable(b) ? a : b);
