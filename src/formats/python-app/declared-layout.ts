import type { Learnt, LogSample } from '../format.ts';
import type { Layout } from '../../model/layout.ts';
import { readMessages } from './messages.ts';
import { patternInYear } from './pattern-head.ts';

/** A declared layout that reads less of a log than this is another log's. */
const LEAST_SHARE = 0.05;

/** Of the layouts that the user declares, the one that reads most of the sample; `undefined` if none is this log's. */
export const declaredLayout = (sample: LogSample, format: string): Learnt | undefined => {
  const { lines, declared = [] } = sample;
  return declared
    .filter((layout) => layout.format === format)
    .map((layout) => inYear(layout, sample))
    .map((layout) => ({ layout, share: readMessages({ lines }, layout.head).owned / lines.length }))
    .filter(({ share }) => share >= LEAST_SHARE)
    .toSorted((a, b) => b.share - a.share)[0];
};

/** A pattern says nothing of the year that its log does not state: it is the one to which all else in the case belongs, or the file's. */
function inYear(layout: Layout, { lines, day, assumedYear }: LogSample): Layout {
  const year = day === undefined ? assumedYear : Math.floor(day / 10_000);
  if (year === undefined || !layout.head.startsWith('^')) return layout;
  const heads = lines.map((line) => patternInYear(layout.head, line, year));
  return { ...layout, head: heads.find((head) => head !== layout.head) ?? layout.head };
}
