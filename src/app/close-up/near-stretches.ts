import type { Window } from '../../infer/incident-windows.ts';
import type { Clock } from '../../model/clock.ts';
import type { BlockRow, Piece } from '../../model/findings.ts';
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
  const wordsIn = (piece: Piece, touching: readonly Window[]): Pick<Stretch, 'words' | 'isInHeads'> => {
    const losing = touching.filter(({ missedAt, to }) => overlaps(piece, missedAt - SLACK_US, to));
    const ids = [...givenUpIds, ...losing.flatMap(({ pid }) => [...(lostIds.get(pid) ?? [])])];
    const words = [...new Set([...touching.map(({ pid }) => String(pid ?? '')), ...ids])];
    const isTold = !piece.isUnnamed && words.length <= MOST_WORDS && words.every(isSearchable);
    return { words: isTold ? words : undefined, isInHeads: ids.length === 0 };
  };
  const stretches: Stretch[] = [];
  let [byte, line] = [0, 0];
  for (const piece of pieces) {
    const touching = windows.filter(({ from, to }) => overlaps(piece, from, to));
    if (touching.length > 0) stretches.push({ from: byte, to: byte + piece.bytes, line, ...wordsIn(piece, touching) });
    byte += piece.bytes;
    line += piece.lines;
  }
  return stretches;
}

/** Printable ASCII stands in the bytes of a log as it is. */
const isSearchable = (word: string): boolean => word.length >= LEAST_CHARS && /^[!-~]+$/.test(word);
