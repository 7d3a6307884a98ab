import { type Head, NOT_STATED } from '../formats/format.ts';
import { stampOf } from '../formats/stamp.ts';
import type { ActivityRow } from '../model/findings.ts';
import type { Origin } from '../model/line.ts';
import type { Stamp } from '../model/time.ts';
import { BURST_US, FEWEST_HELD, SHORTEST_STALL_US } from '../model/stall.ts';
import { comparable } from './comparable.ts';

interface Seen {
  first: Stamp;
  last: Stamp;
  firstOrigin: Origin;
  lastOrigin: Origin;
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
}

/**
 * Counts what each pid did, in buckets of time: the signs of life of a block. A stall parts a bucket in two: a silence behind which
 * requests end in a burst that began before it.
 */
export class ActivityCounter {
  private readonly current = new Map<number, Bucket>();
  private readonly full: { readonly pid: number; readonly seen: Seen }[] = [];
  private readonly bucketUs: number;

  constructor(bucketUs: number) {
    this.bucketUs = bucketUs;
  }

  /** Counts one record; those without a time of their own are no sign of when anybody lived. */
  count(head: Head, edge: 'start' | 'end' | undefined, origin: Origin): void {
    if (Number.isNaN(head.wall)) return;
    const bucket = this.bucketOf(head, origin);
    if (!bucket) return;
    const { seen } = bucket;
    seen.records += 1;
    if (edge === 'start') seen.started += 1;
    if (edge === 'end') seen.finished += 1;
    widen(seen, head, origin);
    if (bucket.before && edge === 'end') this.weigh(bucket, bucket.before, head);
  }

  rows(source: number, host: string | undefined): readonly ActivityRow[] {
    for (const bucket of this.current.values()) rejoin(bucket);
    return [...this.full, ...this.current.values()].map(({ pid, seen }) => ({
      source,
      pid: pid === NOT_STATED ? undefined : pid,
      ...(host === undefined ? {} : { host }),
      ...seen,
    }));
  }

  private bucketOf(head: Head, origin: Origin): Bucket | undefined {
    const slot = this.bucketUs === Number.POSITIVE_INFINITY ? 0 : Math.floor(head.wall / this.bucketUs);
    const known = this.current.get(head.pid);
    if (known?.slot === slot) return partAfterSilence(known, head, origin);
    const seen = firstSeen(head, origin);
    if (!seen) return undefined;
    if (known) this.full.push(rejoin(known));
    const fresh: Bucket = { pid: head.pid, slot, before: undefined, seen, held: 0 };
    this.current.set(head.pid, fresh);
    return fresh;
  }

  private weigh(bucket: Bucket, before: Seen, { wall, durationUs }: Head): void {
    if (Number.isNaN(durationUs) || wall - durationUs > before.last.wall) return;
    bucket.held += 1;
    if (bucket.held < FEWEST_HELD) return;
    this.full.push({ pid: bucket.pid, seen: before });
    bucket.before = undefined;
  }
}

function widen(seen: Seen, head: Head, origin: Origin): void {
  if (head.wall >= seen.last.wall) {
    seen.last = stampOf(head) ?? seen.last;
    seen.lastOrigin = origin;
  } else if (head.wall < seen.first.wall) {
    seen.first = stampOf(head) ?? seen.first;
    seen.firstOrigin = origin;
  }
}

/** The bucket, parted where this record breaks a silence that may be a stall. */
function partAfterSilence(bucket: Bucket, head: Head, origin: Origin): Bucket {
  if (bucket.before && head.wall > bucket.seen.first.wall + BURST_US) rejoin(bucket);
  if (head.wall - bucket.seen.last.wall < SHORTEST_STALL_US) return bucket;
  const seen = firstSeen(head, origin);
  if (!seen) return bucket;
  bucket.before = rejoin(bucket).seen;
  return Object.assign(bucket, { seen, held: 0 });
}

function firstSeen(head: Head, origin: Origin): Seen | undefined {
  const stamp = stampOf(head);
  const nothing = { records: 0, started: 0, finished: 0 };
  return stamp && { first: stamp, last: stamp, firstOrigin: origin, lastOrigin: origin, ...nothing };
}

/** It was no stall: what was seen before and behind the silence is one. */
function rejoin(bucket: Bucket): Bucket {
  const { before, seen } = bucket;
  if (!before) return bucket;
  seen.first = before.first;
  seen.firstOrigin = before.firstOrigin;
  seen.records += before.records;
  seen.started += before.started;
  seen.finished += before.finished;
  bucket.before = undefined;
  return bucket;
}

/** The earlier and the later of two stamps of one source. */
export const earlier = (a: Stamp | undefined, b: Stamp): Stamp => (a && comparable(a) <= comparable(b) ? a : b);
export const later = (a: Stamp | undefined, b: Stamp): Stamp => (a && comparable(a) > comparable(b) ? a : b);
