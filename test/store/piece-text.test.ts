import { expect, it } from 'vitest';
import { ANY_PID } from '../../src/model/pid-bits.ts';
import { piecesText, readPieces } from '../../src/store/piece-text.ts';

it('gives pieces back as they were', () => {
  const piece = { bytes: 96, lines: 3, from: 100, to: 104, isUnnamed: false, pids: 1 << 31, tellsIds: false };
  const other = { ...piece, from: 90, to: 91, isUnnamed: true, pids: 0, tellsIds: true };
  const pieces = [piece, other, { ...other, isUnnamed: false }, other, piece, piece];
  expect(readPieces(piecesText(pieces))).toEqual(pieces);
});

it('takes pieces of a case in which nobody noted down who speaks for anybody’s', () => {
  const anybody = { isUnnamed: false, pids: ANY_PID, tellsIds: true };
  expect(readPieces('[[96,3,100,4],[96,3,1,4,1]]')).toMatchObject([anybody, { ...anybody, isUnnamed: true }]);
});
