import type { Head } from '../formats/format.ts';
import type { RequestEvent } from '../model/event.ts';
import type { RequestSpan } from '../model/findings.ts';
import { MICROS_PER_SECOND } from '../model/time.ts';
import type { Interest } from './block.ts';
import { OpenEdges } from './open-edges.ts';
import { type KeptRecord, keptRecord, type OpenRecord } from './open-record.ts';
import type { Said } from './with-noted.ts';

/** A request that took so long may have been open in a worker that died much later than it began. */
export const SLOW_US = 60 * MICROS_PER_SECOND;

/** Pairs the starts and ends of one speaker within a block: by id within their pid, else by what they ask for within their pid. */
export class RequestPairing {
  private readonly bytes: Buffer;
  private readonly interest: Interest | undefined;
  private readonly read: (record: KeptRecord) => RequestEvent | undefined;
  private readonly open: OpenEdges;
  private readonly telling: KeptRecord[] = [];
  private readonly finished: RequestSpan[] = [];

  /** `read`: in full, a record that is kept. */
  constructor(
    bytes: Buffer,
    interest: Interest | undefined,
    read: (record: Readonly<KeptRecord>) => RequestEvent | undefined,
  ) {
    this.bytes = bytes;
    this.interest = interest;
    this.read = read;
    this.open = new OpenEdges(bytes);
  }

  start(head: Head, record: OpenRecord, said: Said): void {
    this.open.open(head, record, said);
  }

  /** Takes an end; one that states no duration gets the one that its start tells. Allocates nothing for what ended well. */
  end(head: Head, record: OpenRecord, said: Said): void {
    const start = this.open.close(head);
    if (!start) {
      this.telling.push(keptRecord(record, said));
      return;
    }
    if (Number.isNaN(head.durationUs)) head.durationUs = head.wall - start.wall;
    if (head.hasFailed || head.durationUs >= SLOW_US)
      this.telling.push(keptRecord(start.record, start.record.said), keptRecord(record, said));
    if (this.interest?.keeps(head, this.bytes))
      this.finished.push({ start: this.read(start.record), end: this.read(keptRecord(record, said)) });
  }

  /** Takes a record that sums up a request at its end. */
  whole(record: OpenRecord, said: Said): void {
    const end = this.read(keptRecord(record, said));
    if (end) this.finished.push({ start: undefined, end });
  }

  /** Starts without an end, ends without a start, and both of what failed or was slow, in the order of their bytes. */
  left(): readonly RequestEvent[] {
    const open = [...this.open.left()].map(({ record }) => record);
    return [...open, ...this.telling].sort((a, b) => a.from - b.from).flatMap((record) => this.read(record) ?? []);
  }

  spans(): readonly RequestSpan[] {
    return this.finished;
  }
}
