import { type Head, NOT_STATED } from '../formats/format.ts';
import type { Piece } from '../model/findings.ts';
import { bitOfPid } from '../model/pid-bits.ts';
import { MICROS_PER_SECOND } from '../model/time.ts';
import { comparable } from './stated-times.ts';

/** Some hundreds of lines: some seconds of a busy log. So many pieces of a block fit in a row of the case. */
const PIECE_BYTES = 96 * 1024;

/** Where a piece begins, and the instants in it in microseconds. */
interface Begun {
  readonly from: number;
  readonly line: number;
  earliest: number;
  latest: number;
  isUnnamed: boolean;
  pids: number;
  tellsIds: boolean;
}

const begunAt = (from: number, line: number): Begun => ({
  ...{ from, line, earliest: Number.POSITIVE_INFINITY, latest: Number.NEGATIVE_INFINITY },
  ...{ isUnnamed: false, pids: 0, tellsIds: false },
});

/** Tells when the parts of a block were written. It is asked for every record: it keeps numbers. */
export class PieceTimes {
  private readonly done: Begun[] = [];
  private current = begunAt(0, 0);
  private zoned = 0;
  private unzoned = 0;

  /** Takes a record; `isHead`: its first line is a head wherever it stands, so that a piece may begin at it. */
  take(head: Head, { from, line }: Pick<Begun, 'from' | 'line'>, isHead: boolean): void {
    if (isHead && from - this.current.from >= PIECE_BYTES) {
      this.done.push(this.current);
      this.current = begunAt(from, line);
    }
    if (Number.isNaN(head.wall)) return;
    const { current } = this;
    const at = comparable(head);
    if (at < current.earliest) current.earliest = at;
    if (at > current.latest) current.latest = at;
    if (head.pid === NOT_STATED) current.isUnnamed = true;
    else current.pids |= bitOfPid(head.pid);
    if (head.idTo > 0) current.tellsIds = true;
    if (head.offsetMin === NOT_STATED) this.unzoned += 1;
    else this.zoned += 1;
  }

  /** The pieces of a text of so many bytes and lines; `undefined` where their times cannot be compared. */
  pieces(bytes: number, lines: number): readonly Piece[] | undefined {
    if (this.zoned > 0 && this.unzoned > 0) return undefined;
    const all = [...this.done, this.current];
    return all.map(({ from, line, earliest, latest, ...told }, place) => {
      const next = all[place + 1] ?? { from: bytes, line: lines };
      const isTimed = earliest <= latest;
      return {
        ...{ bytes: next.from - from, lines: next.line - line, ...told },
        from: isTimed ? Math.floor(earliest / MICROS_PER_SECOND) : 0,
        to: isTimed ? Math.ceil(latest / MICROS_PER_SECOND) : 0,
      };
    });
  }
}
