import type { Head } from '../formats/format.ts';
import type { Ended } from '../lib/open-requests.ts';
import type { RequestEvent } from '../model/event.ts';
import type { RequestSpan } from '../model/findings.ts';
import { MICROS_PER_SECOND } from '../model/time.ts';
import type { Interest } from './block.ts';
import { type OpenEdge, OpenEdges } from './open-edges.ts';

/** A record that may be kept: it is read in full only then. */
interface Kept {
  readonly from: number;
}

interface Edge<Told extends Kept> extends OpenEdge {
  readonly record: Told;
}

/** A request that took so long may have been open in a worker that died much later than it began. */
export const SLOW_US = 60 * MICROS_PER_SECOND;

const endedAs = ({ wall, durationUs, precisionUs, idTo }: Head): Ended => ({
  wall,
  durationUs,
  precisionUs,
  hasOwnKey: idTo > 0,
});

/** Pairs the starts and ends of one speaker within a block: by id within their pid, else by what they ask for within their pid. */
export class RequestPairing<Told extends Kept> {
  private readonly bytes: Buffer;
  private readonly interest: Interest | undefined;
  private readonly read: (record: Told) => RequestEvent | undefined;
  private readonly open: OpenEdges<Edge<Told>>;
  private readonly orphanEnds: Told[] = [];
  private readonly telling: Told[] = [];
  private readonly finished: RequestSpan[] = [];

  constructor(bytes: Buffer, interest: Interest | undefined, read: (record: Told) => RequestEvent | undefined) {
    this.bytes = bytes;
    this.interest = interest;
    this.read = read;
    this.open = new OpenEdges(bytes);
  }

  /** Takes an edge; an end that states no duration gets the one that its start tells. */
  add(kind: 'start' | 'end', head: Head, record: Told): void {
    const edge = edgeOf(head, record);
    if (kind === 'start') {
      this.open.open(edge);
      return;
    }
    const start = this.open.close(edge, endedAs(head));
    if (!start) {
      this.orphanEnds.push(record);
      return;
    }
    if (Number.isNaN(head.durationUs)) head.durationUs = head.wall - start.wall;
    if (head.hasFailed || head.durationUs >= SLOW_US) this.telling.push(start.record, record);
    if (this.interest?.keeps(head, this.bytes))
      this.finished.push({ start: this.read(start.record), end: this.read(record) });
  }

  whole(event: RequestEvent | undefined): void {
    if (event) this.finished.push({ start: undefined, end: event });
  }

  /** Starts without an end, ends without a start, and both of what failed or was slow, in the order of their bytes. */
  left(): readonly RequestEvent[] {
    const open = [...this.open.left()].map(({ record }) => record);
    return [...open, ...this.orphanEnds, ...this.telling]
      .sort((a, b) => a.from - b.from)
      .flatMap((record) => this.read(record) ?? []);
  }

  spans(): readonly RequestSpan[] {
    return this.finished;
  }
}

function edgeOf<Told extends Kept>(head: Head, record: Told): Edge<Told> {
  const { pid, wall, idTo } = head;
  return idTo > 0
    ? { pid, wall, keyFrom: head.idFrom, keyTo: idTo, hasOwnKey: true, record }
    : { pid, wall, keyFrom: head.keyFrom, keyTo: head.keyTo, hasOwnKey: false, record };
}
