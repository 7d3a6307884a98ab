/** How far a stated duration may lie from the distance of the two lines that it is said to span. */
const DURATION_SLACK_US = 60_000;
const DURATION_SLACK_SHARE = 0.05;
/** Times in whole seconds. */
const COARSE_US = 1_000_000;

/** What pairing needs to know of a start line. */
export interface Opened {
  /** Wall-clock microseconds; NaN where the line states no time. */
  readonly wall: number;
}

/** What pairing needs to know of an end line; all in microseconds. */
export interface Ended {
  /** Wall-clock reading; NaN where the line states no time. */
  readonly wall: number;
  /** How long the request took, as stated; NaN: not stated. */
  readonly durationUs: number;
  /** The finest unit that the log's times write down: two readings are off by up to as much. */
  readonly precisionUs: number;
  /** The key is the request's own (an id), not what several may ask for: a duration that fits no start proves nothing. */
  readonly hasOwnKey: boolean;
}

/**
 * Starts that wait for their end, by key. Where an end states its time and duration, it takes the start which lies that far back;
 * else the newest: a stuck request stays open while the others come and go. Clocks of a busy worker start late: of an id the newest
 * is taken also where none lies as far back as it should.
 */
export class OpenRequests<T extends Opened> {
  private readonly byKey = new Map<string, T[]>();
  private readonly mostKeys: number;

  /** Beyond so many keys the one that was opened first is forgotten. */
  constructor(mostKeys = Number.POSITIVE_INFINITY) {
    this.mostKeys = mostKeys;
  }

  open(key: string, start: T): void {
    const waiting = this.byKey.get(key);
    if (waiting) waiting.push(start);
    else this.byKey.set(key, [start]);
    const [oldest] = this.byKey.size > this.mostKeys ? this.byKey.keys() : [];
    if (oldest !== undefined) this.byKey.delete(oldest);
  }

  /** Gives the start that this end belongs to, and forgets it; `undefined` if none fits. */
  close(key: string, end: Ended): T | undefined {
    const waiting = this.byKey.get(key);
    if (!waiting) return undefined;
    const at = placeOfStart(waiting, end);
    const start = waiting[at];
    if (start === undefined) return undefined;
    if (waiting.length === 1) this.byKey.delete(key);
    else waiting.splice(at, 1);
    return start;
  }

  /** All that never ended, in the order in which their keys were first opened. */
  *left(): IterableIterator<T> {
    for (const waiting of this.byKey.values()) yield* waiting;
  }
}

/** How far the distance of two lines may lie from the duration that the later one states, in microseconds. */
export const durationSlackUs = ({ durationUs, precisionUs }: Pick<Ended, 'durationUs' | 'precisionUs'>): number =>
  DURATION_SLACK_US + durationUs * DURATION_SLACK_SHARE + precisionUs;

/** Of the starts that wait under one key, the oldest first, the index of that which the end belongs to; -1 if none fits. */
export function placeOfStart(waiting: readonly Opened[], end: Ended): number {
  const newest = waiting.length - 1;
  const fitting = Number.isNaN(end.wall - end.durationUs) ? newest : fit(waiting, end);
  return fitting < 0 && end.hasOwnKey ? newest : fitting;
}

/**
 * Where times are as coarse as requests are short, several starts lie as far back as they should: the oldest is taken, as that fits
 * the fewest of the ends to come. A busy worker writes its starts late.
 */
function fit(waiting: readonly Opened[], end: Ended): number {
  if (end.precisionUs < COARSE_US) return nearest(waiting, end, durationSlackUs(end));
  const slackUs = durationSlackUs(end);
  const oldest = waiting.findIndex(({ wall }) => Math.abs(end.wall - wall - end.durationUs) <= slackUs);
  return oldest >= 0 ? oldest : nearest(waiting, end, slackUs + end.precisionUs);
}

/** Index of the start whose distance to the end is closest to the stated duration; -1 if none is close enough. */
function nearest(waiting: readonly Opened[], end: Ended, slackUs: number): number {
  let best = -1;
  let bestOff = slackUs;
  for (let index = 0; index < waiting.length; index += 1) {
    const off = Math.abs(end.wall - (waiting[index]?.wall ?? Number.NaN) - end.durationUs);
    if (off <= bestOff) {
      best = index;
      bestOff = off;
    }
  }
  return best;
}
