import { NEWLINE } from '../lib/newline.ts';
import { storedPieces } from './stored-bytes.ts';

/** How many lines end before byte `to` of a file, as far as it can be read. */
export function newlinesBefore(path: string, to: number): number {
  let count = 0;
  for (const piece of storedPieces({ path, from: 0, to }, () => undefined))
    for (let at = piece.indexOf(NEWLINE); at >= 0; at = piece.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}
