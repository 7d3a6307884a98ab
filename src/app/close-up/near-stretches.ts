import type { Window } from '../../infer/incident-windows.ts';
import type { Clock } from '../../model/clock.ts';
import type { BlockRow, Piece } from '../../model/findings.ts';
import { bitOfPid } from '../../model/pid-bits.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';
import type { Stretch } from '../../scan/telling-lines.ts';
import { SLACK_US, type Sought } from './incident-interest.ts';

/** The windows that touch a block, the clock of its source, what was lost in them, and what the index knows of the block. */
export interface Near extends Sought {
  readonly windows: readonly Window[];
  readonly clock: Clock;
  readonly row: Pick<BlockRow, 'pieces' | 'first'>;
}

/** Shorter ones stand in nearly every line. */
const LEAST_CHARS = 3;
/** To look for more takes longer than to read all lines. */
const MOST_WORDS = 64;

/**
 * The parts of a block in which a close-up finds something, so that the rest need not be read: of a piece that windows touch, the
 * records of their workers, and those that name what may have been tried again; all of them where records name nobody.
 * `undefined`: nothing is known of its parts.
 */
export function stretchesOf({
  windows,
  clock,
  lostIds,
  givenUpIds,
  row: { pieces, first },
}: Near): readonly Stretch[] | undefined {
  if (!pieces || !first) return undefined;
  const aheadUs = clock.skewUs + (first.offsetMin === undefined ? clock.offsetUs : 0);
  const overlaps = ({ from, to }: Piece, fromUs: number, toUs: number): boolean =>
    from * MICROS_PER_SECOND - aheadUs <= toUs && to * MICROS_PER_SECOND - aheadUs >= fromUs;
  const lostIn = (piece: Piece, touching: readonly Window[]): readonly string[] => {
    if (!piece.tellsIds || touching.length === 0) return [];
    const losing = touching.filter(({ missedAt, to }) => overlaps(piece, missedAt - SLACK_US, to));
    return [...givenUpIds, ...losing.flatMap(({ pid }) => [...(lostIds.get(pid) ?? [])])];
  };
  const stretches: Stretch[] = [];
  let [byte, line] = [0, 0];
  for (const piece of pieces) {
    const touching = windows.filter(({ from, to }) => overlaps(piece, from, to));
    const heard = touching.filter((window) => hears(piece, window));
    const ids = lostIn(piece, touching);
    if (heard.length + ids.length > 0)
      stretches.push({ from: byte, to: byte + piece.bytes, line, ...wordsIn(piece, heard, ids) });
    byte += piece.bytes;
    line += piece.lines;
  }
  return stretches;
}

/** Whether the worker of a window may speak in a piece: a held or dead one does not, and most of its window is about that. */
const hears = ({ isUnnamed, pids }: Piece, { pid }: Window): boolean =>
  isUnnamed || pid === undefined || (pids & bitOfPid(pid)) !== 0;

function wordsIn(
  { isUnnamed }: Piece,
  heard: readonly Window[],
  ids: readonly string[],
): Pick<Stretch, 'words' | 'isInHeads'> {
  const words = [...new Set([...heard.map(({ pid }) => String(pid ?? '')), ...ids])];
  const isTold = !isUnnamed && words.length <= MOST_WORDS && words.every(isSearchable);
  return { words: isTold ? words : undefined, isInHeads: ids.length === 0 };
}

/** Printable ASCII stands in the bytes of a log as it is. */
const isSearchable = (word: string): boolean => word.length >= LEAST_CHARS && /^[!-~]+$/.test(word);
