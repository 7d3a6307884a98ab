import type { Window } from '../infer/incident-windows.ts';
import type { BlockRow, Piece } from '../model/findings.ts';
import { MICROS_PER_SECOND } from '../model/time.ts';
import type { Stretch } from '../scan/telling-lines.ts';
import { SLACK_US } from './incident-interest.ts';
import type { Near } from './scan-task.ts';

/** Shorter ones stand in nearly every line. */
const LEAST_PID_DIGITS = 3;

/**
 * The parts of a block in which a close-up finds something, so that the rest need not be read: of a piece that windows touch, the
 * records of their workers; all of them where something may have been tried again, or where records name nobody.
 * `undefined`: nothing is known of its parts.
 */
export function stretchesOf(
  { pieces, first }: Pick<BlockRow, 'pieces' | 'first'>,
  { windows, clock, lostIds, givenUpIds }: Omit<Near, 'stretches'>,
): readonly Stretch[] | undefined {
  if (!pieces || !first) return undefined;
  const aheadUs = clock.skewUs + (first.offsetMin === undefined ? clock.offsetUs : 0);
  const overlaps = ({ from, to }: Piece, fromUs: number, toUs: number): boolean =>
    from * MICROS_PER_SECOND - aheadUs <= toUs && to * MICROS_PER_SECOND - aheadUs >= fromUs;
  const isAllTold = (piece: Piece, touching: readonly Window[]): boolean =>
    piece.isUnnamed ||
    givenUpIds.size > 0 ||
    touching.some(({ pid }) => pid === undefined || pid < 10 ** (LEAST_PID_DIGITS - 1)) ||
    (lostIds.size > 0 && touching.some(({ missedAt, to }) => overlaps(piece, missedAt - SLACK_US, to)));
  const stretches: Stretch[] = [];
  let [byte, line] = [0, 0];
  for (const piece of pieces) {
    const touching = windows.filter(({ from, to }) => overlaps(piece, from, to));
    const words = isAllTold(piece, touching) ? undefined : [...new Set(touching.map(({ pid }) => String(pid)))];
    if (touching.length > 0) stretches.push({ from: byte, to: byte + piece.bytes, line, words });
    byte += piece.bytes;
    line += piece.lines;
  }
  return stretches;
}
