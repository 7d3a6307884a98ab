import { type Ended, type Opened, placeOfStart } from '../lib/open-requests.ts';

/** A start as the scan meets it, and where in the block stands what tells its request from others of its pid. */
export interface OpenEdge extends Opened {
  readonly pid: number;
  readonly keyFrom: number;
  readonly keyTo: number;
  /** The key is the request's own (an id), not what several may ask for. */
  readonly hasOwnKey: boolean;
}

type Key = Omit<OpenEdge, 'wall'>;

/**
 * Starts that wait for their end within one block. The same as `OpenRequests`, but that keys stay bytes: to make a text of each
 * would take longer than all else that is done with it.
 */
export class OpenEdges<Edge extends OpenEdge> {
  private readonly bytes: Uint8Array;
  private readonly byHash = new Map<number, Edge[]>();

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  open(edge: Edge): void {
    const hash = this.hashOf(edge);
    const waiting = this.byHash.get(hash);
    if (waiting) waiting.push(edge);
    else this.byHash.set(hash, [edge]);
  }

  /** Gives the start that an end belongs to, and forgets it; `undefined` if none fits. */
  close(key: Key, end: Ended): Edge | undefined {
    const hash = this.hashOf(key);
    const waiting = this.byHash.get(hash);
    if (!waiting) return undefined;
    const own = waiting.every((edge) => this.isSame(edge, key))
      ? waiting
      : waiting.filter((edge) => this.isSame(edge, key));
    const start = own[placeOfStart(own, end)];
    if (start === undefined) return undefined;
    if (waiting.length === 1) this.byHash.delete(hash);
    else waiting.splice(waiting.indexOf(start), 1);
    return start;
  }

  /** All that never ended. */
  *left(): IterableIterator<Edge> {
    for (const waiting of this.byHash.values()) yield* waiting;
  }

  /** 30 bits: so far whole numbers are quick. */
  private hashOf({ pid, keyFrom, keyTo, hasOwnKey }: Key): number {
    const { bytes } = this;
    let hash = hasOwnKey ? pid : ~pid;
    for (let at = keyFrom; at < keyTo; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
    return (hash ^ (hash >>> 15)) & 0x3fffffff;
  }

  private isSame(one: Key, other: Key): boolean {
    const length = one.keyTo - one.keyFrom;
    if (one.pid !== other.pid || one.hasOwnKey !== other.hasOwnKey || length !== other.keyTo - other.keyFrom)
      return false;
    const { bytes } = this;
    for (let place = 0; place < length; place += 1)
      if (bytes[one.keyFrom + place] !== bytes[other.keyFrom + place]) return false;
    return true;
  }
}
