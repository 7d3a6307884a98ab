import { expect, it } from 'vitest';
import { ANY_PID } from '../../src/model/pid-bits.ts';
import { piecesText, readPieces } from '../../src/store/piece-text.ts';

it('gives pieces back as they were', () => {
  const piece = { bytes: 96, lines: 3, from: 100, to: 104, isUnnamed: false, pids: 1 << 31, tellsIds: false };
  const pieces = [piece, { ...piece, from: 90, to: 91, isUnnamed: true, pids: 0, tellsIds: true }];
  expect(readPieces(piecesText(pieces))).toEqual(pieces);
});

it('takes pieces of a case in which nobody noted down who speaks for anybody’s', () => {
  expect(readPieces('[[96,3,100,4]]')).toMatchObject([{ isUnnamed: false, pids: ANY_PID, tellsIds: true }]);
});
