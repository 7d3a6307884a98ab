import { isStatusPlace } from './status-place.ts';
import type { Edge } from './pairing.ts';

/** A few last words are no end: a killed request has some, too. */
const FEWEST = 5;
const LEAST_SHARE = 0.02;

/** Words with which a request is told to have been cut off: it did not end by itself. */
const CUT_OFF = /abort|interrupt|cancel|kill|broken|terminat|died|time(?:d )?out|abgebrochen|unterbrochen/i;

/** True if this rarer last message may end requests as the main one does: it states a status, or is common and no cry. */
export const mayEnd = ({ group }: Edge, main: Edge): boolean => {
  if (group.shape.some((_token, place) => isStatusPlace(group, place))) return true;
  const isCommon = group.said.length >= Math.max(FEWEST, main.group.said.length * LEAST_SHARE);
  return isCommon && !group.shape.some(({ kind, text }) => kind === 'text' && CUT_OFF.test(text));
};
