import type { Piece } from '../model/findings.ts';
import { ANY_PID } from '../model/pid-bits.ts';
import { type Is, isNumber, listOf } from './shape.ts';
import { damaged } from './trouble.ts';

const isNumbers: Is<readonly (readonly number[])[]> = listOf(listOf(isNumber));

/**
 * Pieces as lists of small numbers: bytes, lines, seconds from the beginning of the one before, seconds to the end, 1 if unnamed, the bits
 * of their pids, 1 if they tell ids. The last two are missing in older cases.
 */
export function piecesText(pieces: readonly Piece[]): string {
  let before = 0;
  const rows = pieces.map(({ bytes, lines, from, to, isUnnamed, pids, tellsIds }) => {
    const row = [bytes, lines, from - before, to - from, Number(isUnnamed), pids, Number(tellsIds)];
    before = from;
    return row;
  });
  return JSON.stringify(rows);
}

/** Reads back what `piecesText` wrote. Throws UserError E_CASE_DAMAGED if it is anything else. */
export function readPieces(text: string): readonly Piece[] {
  const rows: unknown = JSON.parse(text);
  if (!isNumbers(rows)) throw damaged('the parts of a block');
  let before = 0;
  return rows.map(([bytes = 0, lines = 0, since = 0, lasts = 0, unnamed = 0, pids = ANY_PID, ids = 1]) => {
    const from = before + since;
    before = from;
    return { bytes, lines, from, to: from + lasts, isUnnamed: unnamed === 1, pids, tellsIds: ids === 1 };
  });
}
