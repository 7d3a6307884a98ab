import type { Micros } from '../../model/time.ts';

interface Range {
  readonly from: number;
  readonly to: number;
}

/** A log may begin before the server's and go on after it for so long. */
const SLACK_US = 120_000_000;

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
  return own.from - local <= servers.to + SLACK_US && own.to - local >= servers.from - SLACK_US ? local : 0;
}
