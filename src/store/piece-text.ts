import type { Piece } from '../model/findings.ts';
import { ANY_PID } from '../model/pid-bits.ts';
import { type Is, isNumber, listOf } from './shape.ts';
import { damaged } from './trouble.ts';

const isNumbers: Is<readonly (readonly number[])[]> = listOf(listOf(isNumber));

/** What is taken to be told before the first piece; in older cases nobody noted it down of any. */
const ANYTHING: Pick<Piece, 'pids' | 'tellsIds'> = { pids: ANY_PID, tellsIds: true };

/**
 * Pieces as lists of small numbers: bytes, lines, seconds from the beginning of the one before, seconds to the end, 1 if unnamed; and where
 * these are others than in the one before, the bits of its pids and 1 if it tells ids.
 */
export function piecesText(pieces: readonly Piece[]): string {
  let before = { from: 0, ...ANYTHING };
  const rows = pieces.map((piece) => {
    const { bytes, lines, from, to, isUnnamed, pids, tellsIds } = piece;
    const isSame = pids === before.pids && tellsIds === before.tellsIds;
    const told = isSame ? (isUnnamed ? [1] : []) : [Number(isUnnamed), pids, Number(tellsIds)];
    const row = [bytes, lines, from - before.from, to - from, ...told];
    before = piece;
    return row;
  });
  return JSON.stringify(rows);
}

/** Reads back what `piecesText` wrote. Throws UserError E_CASE_DAMAGED if it is anything else. */
export function readPieces(text: string): readonly Piece[] {
  const rows: unknown = JSON.parse(text);
  if (!isNumbers(rows)) throw damaged('the parts of a block');
  let before = { from: 0, ...ANYTHING };
  return rows.map(([bytes = 0, lines = 0, since = 0, lasts = 0, unnamed = 0, pids = before.pids, ids]) => {
    const from = before.from + since;
    const tellsIds = ids === undefined ? before.tellsIds : ids === 1;
    before = { from, pids, tellsIds };
    return { bytes, lines, from, to: from + lasts, isUnnamed: unnamed === 1, pids, tellsIds };
  });
}
