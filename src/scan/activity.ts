import { type Head, NOT_STATED } from '../formats/format.ts';
import { stampOf } from '../formats/stamp.ts';
import type { ActivityRow } from '../model/findings.ts';
import type { Origin } from '../model/line.ts';
import type { Stamp } from '../model/time.ts';
import { comparable } from './comparable.ts';

interface Bucket {
  readonly pid: number;
  readonly slot: number;
  readonly seen: Seen;
}

interface Seen {
  first: Stamp;
  last: Stamp;
  firstOrigin: Origin;
  lastOrigin: Origin;
  records: number;
  started: number;
  finished: number;
}

/** Counts what each pid did, in buckets of time: the signs of life of a block. */
export class ActivityCounter {
  private readonly current = new Map<number, Bucket>();
  private readonly full: Bucket[] = [];
  private readonly bucketUs: number;

  constructor(bucketUs: number) {
    this.bucketUs = bucketUs;
  }

  /** Counts one record; those without a time of their own are no sign of when anybody lived. */
  count(head: Head, edge: 'start' | 'end' | undefined, origin: Origin): void {
    if (Number.isNaN(head.wall)) return;
    const seen = this.bucketOf(head, origin)?.seen;
    if (!seen) return;
    seen.records += 1;
    if (edge === 'start') seen.started += 1;
    if (edge === 'end') seen.finished += 1;
    if (head.wall >= seen.last.wall) {
      seen.last = stampOf(head) ?? seen.last;
      seen.lastOrigin = origin;
    } else if (head.wall < seen.first.wall) {
      seen.first = stampOf(head) ?? seen.first;
      seen.firstOrigin = origin;
    }
  }

  rows(source: number, host: string | undefined): readonly ActivityRow[] {
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
    if (known?.slot === slot) return known;
    const stamp = stampOf(head);
    if (!stamp) return undefined;
    if (known) this.full.push(known);
    const origins = { firstOrigin: origin, lastOrigin: origin };
    const seen = { first: stamp, last: stamp, ...origins, records: 0, started: 0, finished: 0 };
    const fresh: Bucket = { pid: head.pid, slot, seen };
    this.current.set(head.pid, fresh);
    return fresh;
  }
}

/** The earlier and the later of two stamps of one source. */
export const earlier = (a: Stamp | undefined, b: Stamp): Stamp => (a && comparable(a) <= comparable(b) ? a : b);
export const later = (a: Stamp | undefined, b: Stamp): Stamp => (a && comparable(a) > comparable(b) ? a : b);
