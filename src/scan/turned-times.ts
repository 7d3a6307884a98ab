import { type Head, NOT_STATED } from '../formats/format.ts';
import { stampOf } from '../formats/stamp.ts';
import { NEWLINE } from '../lib/newline.ts';
import type { LifecycleEvent } from '../model/event.ts';
import type { Stamp } from '../model/time.ts';
import { recordText } from './record-text.ts';
import type { ScannedText } from './scanned-text.ts';
import { comparable } from './stated-times.ts';
import { beginsSummerTime, LEAST_HOUR_US } from './summer-time-begins.ts';

/** Processes that write to one log hold lines back for seconds, not longer. */
const LEAST_US = 60_000_000;
/** So many records in a row must follow the new time: a request that is logged by its start comes late, and alone. */
const STAYS = 5;
/** A clock is set now and then; where times go back more often, the lines are in no order of time. */
const MOST_TURNS = 3;

/** A record from which on the times of a log lie behind those before it. */
export interface Turn {
  readonly from: number;
  readonly line: number;
  readonly stamp: Stamp | undefined;
  /** How far the times went back; negative: they went on by an hour, as summer time began. */
  readonly seconds: number;
}

/** Finds where the times of one speaker's records go back for good, or leave out the hour that summer time takes. It is asked for every record: it keeps numbers. */
export class TurnedTimes {
  private readonly found: Turn[] = [];
  private readonly forward: Turn[] = [];
  private latest = Number.NEGATIVE_INFINITY;
  private candidate: Turn | undefined;
  private stayed = 0;
  private latestSince = Number.NEGATIVE_INFINITY;

  take(head: Head, { from, line }: Pick<Turn, 'from' | 'line'>): void {
    if (Number.isNaN(head.wall)) return;
    const at = comparable(head);
    if (at >= this.latest - LEAST_US) {
      if (head.offsetMin === NOT_STATED && at - this.latest > LEAST_HOUR_US && beginsSummerTime(this.latest, at))
        this.forward.push({ from, line, stamp: stampOf(head), seconds: Math.round((this.latest - at) / 1_000_000) });
      if (at > this.latest) this.latest = at;
      this.candidate = undefined;
      return;
    }
    if (!this.candidate) {
      this.candidate = { from, line, stamp: stampOf(head), seconds: Math.round((this.latest - at) / 1_000_000) };
      this.stayed = 0;
      this.latestSince = Number.NEGATIVE_INFINITY;
    }
    this.stayed += 1;
    if (at > this.latestSince) this.latestSince = at;
    if (this.stayed < STAYS) return;
    this.found.push(this.candidate);
    this.latest = this.latestSince;
    this.candidate = undefined;
  }

  turns(): readonly Turn[] {
    return [...(this.found.length > MOST_TURNS ? [] : this.found), ...this.forward];
  }
}

/** A turn as an event of the text that it was found in. */
export function turnedAt({ from, line, stamp, seconds }: Turn, text: ScannedText): LifecycleEvent {
  const { bytes, host } = text;
  const to = bytes.indexOf(NEWLINE, from);
  return {
    ...{ kind: 'lifecycle', origin: text.originOf(line, from), stamp, pid: undefined },
    text: recordText(bytes, from, to < 0 ? bytes.length : to),
    step: { what: 'clock-stepped', seconds: -seconds },
    ...(host === undefined ? {} : { host }),
  };
}
