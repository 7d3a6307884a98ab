import type { Micros } from '../../model/time.ts';
import { overlaps, type Range } from './range-vote.ts';

/**
 * The offset, in microseconds, in which a log is read where no fact speaks for one. Programs of one machine write by one local time: it
 * is that which the server's logs state, if all of them state the same and the log, so read, tells of the time that they cover; else UTC.
 */
export function assumedOffset(
  own: Range | undefined,
  servers: { readonly from: Micros; readonly to: Micros } | undefined,
  stated: ReadonlySet<number>,
): number {
  const [local = 0, ...others] = stated;
  if (!own || !servers || others.length > 0) return 0;
  return overlaps({ from: own.from - local, to: own.to - local }, servers) ? local : 0;
}
