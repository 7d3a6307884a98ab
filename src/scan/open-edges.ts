import type { Head } from '../formats/format.ts';
import { type Ended, type Opened, placeOfStart } from '../lib/open-requests.ts';
import { type KeptRecord, newKeptRecord, type OpenRecord, setKeptRecord } from './open-record.ts';
import type { Said } from './with-noted.ts';

/** The edge of a request, as much of its head as pairing needs. */
export type Edge = Pick<Head, 'pid' | 'wall' | 'precisionUs' | 'durationUs' | 'idFrom' | 'idTo' | 'keyFrom' | 'keyTo'>;

/** Where in the block stands what tells a request from others of its pid. */
interface Key {
  pid: number;
  keyFrom: number;
  keyTo: number;
  /** The key is the request's own (an id), not what several may ask for. */
  hasOwnKey: boolean;
}

/** A start that waits for its end. */
export interface OpenStart extends Readonly<Key>, Opened {
  readonly record: KeptRecord;
}

interface Waiting extends Key {
  wall: number;
  readonly record: KeptRecord;
  /** The next one with the same hash, which began later. */
  next: Waiting | undefined;
}

/**
 * Starts that wait for their end within one block. The same as `OpenRequests`, but that keys stay bytes, as to make a text of each
 * would take longer than all else that is done with it; and that what has ended makes room for what begins, so that a log of
 * millions of requests leaves nothing to clean up.
 */
export class OpenEdges {
  private readonly bytes: Uint8Array;
  private readonly byHash = new Map<number, Waiting>();
  private readonly spare: Waiting[] = [];
  private readonly only: Waiting[] = [newWaiting()];
  private readonly key: Key = { pid: 0, keyFrom: 0, keyTo: 0, hasOwnKey: false };

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  open(edge: Edge, record: OpenRecord, said: Said): void {
    const start = this.spare.pop() ?? newWaiting();
    setKey(start, edge);
    start.wall = edge.wall;
    setKeptRecord(start.record, record, said);
    start.next = undefined;
    const hash = this.hashOf(start);
    let last = this.byHash.get(hash);
    if (!last) this.byHash.set(hash, start);
    else {
      while (last.next) last = last.next;
      last.next = start;
    }
  }

  /** The start that an end belongs to, which no more waits; `undefined` if none fits. It is overwritten when another one begins. */
  close(edge: Edge): OpenStart | undefined {
    const { key } = this;
    setKey(key, edge);
    const hash = this.hashOf(key);
    const first = this.byHash.get(hash);
    if (!first) return undefined;
    const own = this.sameAs(key, first);
    const start = own[placeOfStart(own, endedBy(edge))];
    if (!start) return undefined;
    this.forget(start, first, hash);
    this.spare.push(start);
    return start;
  }

  /** All that never ended. */
  *left(): IterableIterator<OpenStart> {
    for (const first of this.byHash.values()) yield* inTurn(first);
  }

  /** Of those with one hash, which are hardly ever several, those with the key. */
  private sameAs(key: Key, first: Waiting): readonly Waiting[] {
    if (first.next) return [...inTurn(first)].filter((one) => this.isSame(one, key));
    if (!this.isSame(first, key)) return [];
    this.only[0] = first;
    return this.only;
  }

  private forget(start: Waiting, first: Waiting, hash: number): void {
    let before = first;
    if (start !== first) {
      while (before.next && before.next !== start) before = before.next;
      before.next = start.next;
    } else if (start.next) this.byHash.set(hash, start.next);
    else this.byHash.delete(hash);
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

function* inTurn(first: Waiting): IterableIterator<Waiting> {
  for (let one: Waiting | undefined = first; one; one = one.next) yield one;
}

const newWaiting = (): Waiting => ({
  pid: 0,
  keyFrom: 0,
  keyTo: 0,
  hasOwnKey: false,
  wall: Number.NaN,
  record: newKeptRecord(),
  next: undefined,
});

function setKey(key: Key, { pid, idFrom, idTo, keyFrom, keyTo }: Edge): void {
  key.pid = pid;
  key.hasOwnKey = idTo > 0;
  key.keyFrom = key.hasOwnKey ? idFrom : keyFrom;
  key.keyTo = key.hasOwnKey ? idTo : keyTo;
}

const endedBy = ({ wall, durationUs, precisionUs, idTo }: Edge): Ended => ({
  ...{ wall, durationUs, precisionUs },
  hasOwnKey: idTo > 0,
});
