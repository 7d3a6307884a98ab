import type { Learnt, LogSample } from '../format.ts';
import { readMessages } from './messages.ts';

/** A declared layout that reads less of a log than this is another log's. */
const LEAST_SHARE = 0.05;

/** Of the layouts that the user declares, the one that reads most of the sample; `undefined` if none is this log's. */
export const declaredLayout = ({ lines, declared = [] }: LogSample, format: string): Learnt | undefined =>
  declared
    .filter((layout) => layout.format === format)
    .map((layout) => ({ layout, share: readMessages(lines, layout.head).owned / lines.length }))
    .filter(({ share }) => share >= LEAST_SHARE)
    .toSorted((a, b) => b.share - a.share)[0];
