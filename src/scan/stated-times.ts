import { type Head, NOT_STATED } from '../formats/format.ts';
import { stampOf } from '../formats/stamp.ts';
import { type Stamp, type WallMicros, wallMicros } from '../model/time.ts';

/** A stamp as a head holds it, to be overwritten in place. */
export interface Reading {
  wall: WallMicros;
  offsetMin: number;
  precisionUs: number;
}

/** What a head states, as a reading of its own. */
export const readingOf = ({ wall, offsetMin, precisionUs }: Reading): Reading => ({ wall, offsetMin, precisionUs });

/** Overwrites a reading. Allocates nothing. */
export function setReading(reading: Reading, { wall, offsetMin, precisionUs }: Reading): void {
  reading.wall = wall;
  reading.offsetMin = offsetMin;
  reading.precisionUs = precisionUs;
}

const NOT_YET: Reading = { wall: wallMicros(Number.NaN), offsetMin: NOT_STATED, precisionUs: 1 };

/** Instant for comparing within one source: stated offsets are taken off, others left as they stand. */
export const comparable = ({ wall, offsetMin }: Reading): number =>
  offsetMin === NOT_STATED ? wall : wall - offsetMin * 60_000_000;

/** The earliest, the latest and the last time that a text has stated so far. It is asked for every record: it keeps numbers. */
export class StatedTimes {
  private readonly earliest = readingOf(NOT_YET);
  private readonly latest = readingOf(NOT_YET);
  private readonly heard = readingOf(NOT_YET);
  private from = Number.POSITIVE_INFINITY;
  private to = Number.NEGATIVE_INFINITY;

  take(head: Head): void {
    if (Number.isNaN(head.wall)) return;
    const at = comparable(head);
    setReading(this.heard, head);
    if (at < this.from) {
      this.from = at;
      setReading(this.earliest, head);
    }
    if (at >= this.to) {
      this.to = at;
      setReading(this.latest, head);
    }
  }

  first(): Stamp | undefined {
    return stampOf(this.earliest);
  }

  last(): Stamp | undefined {
    return stampOf(this.latest);
  }

  /** What comes without a time came no earlier than this. */
  lastHeard(): Stamp | undefined {
    return stampOf(this.heard);
  }
}
