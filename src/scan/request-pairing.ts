import type { Head } from '../formats/format.ts';
import { NOT_STATED } from '../formats/format.ts';
import { type Ended, OpenRequests } from '../lib/open-requests.ts';
import type { RequestEvent } from '../model/event.ts';
import type { RequestSpan } from '../model/findings.ts';
import { MICROS_PER_SECOND } from '../model/time.ts';
import type { Interest } from './block.ts';

/** A start or end as the scan meets it: read in full only when it is kept. */
interface Edge {
  readonly from: number;
  readonly to: number;
  readonly read: () => RequestEvent | undefined;
}

interface OpenEdge extends Edge {
  readonly wall: number;
}

/** A request that took so long may have been open in a worker that died much later than it began. */
const SLOW_US = 60 * MICROS_PER_SECOND;

const endedAs = ({ wall, durationUs, precisionUs, idTo }: Head): Ended => ({
  wall,
  durationUs,
  precisionUs,
  hasOwnKey: idTo > 0,
});

/** Pairs the starts and ends of one speaker within a block. */
export class RequestPairing {
  private readonly bytes: Buffer;
  private readonly interest: Interest | undefined;
  private readonly open = new OpenRequests<OpenEdge>();
  private readonly orphanEnds: Edge[] = [];
  private readonly telling: Edge[] = [];
  private readonly finished: RequestSpan[] = [];

  constructor(bytes: Buffer, interest: Interest | undefined) {
    this.bytes = bytes;
    this.interest = interest;
  }

  /** Takes an edge; an end that states no duration gets the one that its start tells. */
  add(kind: 'start' | 'end', head: Head, edge: Edge): void {
    const key = this.keyOf(head);
    if (kind === 'start') {
      this.open.open(key, { ...edge, wall: head.wall });
      return;
    }
    const start = this.open.close(key, endedAs(head));
    if (!start) {
      this.orphanEnds.push(edge);
      return;
    }
    if (Number.isNaN(head.durationUs)) head.durationUs = head.wall - start.wall;
    if (head.hasFailed || head.durationUs >= SLOW_US) this.telling.push(start, edge);
    if (this.interest?.keeps(head, this.bytes)) this.finished.push({ start: start.read(), end: edge.read() });
  }

  whole(event: RequestEvent | undefined): void {
    if (event) this.finished.push({ start: undefined, end: event });
  }

  /** Starts without an end, ends without a start, and both of what failed or was slow, in the order of their bytes. */
  left(): readonly RequestEvent[] {
    return [...this.open.left(), ...this.orphanEnds, ...this.telling]
      .sort((a, b) => a.from - b.from)
      .flatMap((edge) => edge.read() ?? []);
  }

  spans(): readonly RequestSpan[] {
    return this.finished;
  }

  /** Requests are told apart by id within their pid, else by what they ask for within their pid. */
  private keyOf({ pid, idFrom, idTo, keyFrom, keyTo }: Head): string {
    const who = pid === NOT_STATED ? '' : String(pid);
    const { bytes } = this;
    return idTo > 0
      ? `${who}#${bytes.toString('latin1', idFrom, idTo)}`
      : `${who}/${bytes.toString('latin1', keyFrom, keyTo)}`;
  }
}
