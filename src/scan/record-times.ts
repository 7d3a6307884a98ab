import type { Head } from '../formats/format.ts';
import type { LifecycleEvent } from '../model/event.ts';
import type { BlockRow } from '../model/findings.ts';
import type { Stamp } from '../model/time.ts';
import { NOT_SPOKEN, type OpenRecord } from './open-record.ts';
import { PieceTimes } from './piece-times.ts';
import type { ScannedText } from './scanned-text.ts';
import { StatedTimes } from './stated-times.ts';
import { turnedAt, TurnedTimes } from './turned-times.ts';

/** When the records of a text were written: in all, in each of its parts, and where its times turn back. */
export class RecordTimes {
  private readonly stated = new StatedTimes();
  private readonly turned = new TurnedTimes();
  private readonly parts = new PieceTimes();

  take(head: Head, record: OpenRecord): void {
    this.stated.take(head);
    this.turned.take(head, record);
    this.parts.take(head, record, record.spokenAt === NOT_SPOKEN && record.reader?.isStacks !== true);
  }

  /** What tells the time and nothing else. */
  hear(head: Head): void {
    this.stated.hear(head);
  }

  /** The earliest and the latest that was stated. */
  range(): { readonly first: Stamp | undefined; readonly last: Stamp | undefined } {
    return { first: this.stated.first(), last: this.stated.last() };
  }

  /** What comes without a time came no earlier than this. */
  lastHeard(): Stamp | undefined {
    return this.stated.lastHeard();
  }

  turns(text: ScannedText): readonly LifecycleEvent[] {
    return this.turned.turns().map((turn) => turnedAt(turn, text));
  }

  /** The parts of a text of so many bytes and lines. */
  pieces(bytes: number, lines: number): BlockRow['pieces'] {
    return this.parts.pieces(bytes, lines);
  }
}
