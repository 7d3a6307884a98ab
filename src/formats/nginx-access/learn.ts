import type { Learnt, LogSample } from '../format.ts';
import { headOfFormats, testOfFormat } from './head.ts';
import { inferFormat } from './infer-format.ts';

export const ID = 'nginx-access';

/** A log has at most so many formats, one after another or side by side. */
const MAX_FORMATS = 6;

/** The formats of a log: stated ones first, then what its columns show. Plain `combined` tells nothing of nginx' own. */
export function learn({ lines, stated }: LogSample): Learnt | undefined {
  const formats: string[] = [];
  let left = lines;
  const take = (format: string): void => {
    const fits = testOfFormat(format);
    const rest = left.filter((line) => !fits(line));
    if (rest.length < left.length) formats.push(format);
    left = rest;
  };
  for (const format of stated.filter((one) => one.includes('$'))) take(format);
  for (let count = 0; count < MAX_FORMATS; count += 1) {
    const before = left.length;
    const inferred = inferFormat(left);
    if (inferred === undefined) break;
    take(inferred);
    if (left.length === before) break;
  }
  if (formats.length === 0) return undefined;
  const claimed = lines.length - left.length;
  return { share: claimed / lines.length, layout: { format: ID, head: headOfFormats(formats), phrases: [] } };
}
