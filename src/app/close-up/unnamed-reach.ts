import { rangeOf } from '../../lib/range.ts';
import type { BlockRow } from '../../model/findings.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';

/** So many lines hold the last four hundred requests, which tell since when a worker was held (infer/still-running), and some more. */
const TELLING_LINES = 1_000;
/** Of a short log all is kept: what is asked for how often, and how long it takes, shows the better. */
const FEW_LINES = 50_000;

/**
 * How long before the moments that matter the requests of a source are kept that name no worker and ended well, in microseconds; Infinity: all are: all would
 * be tens of thousands for each worker of a busy server, of which the last tell as much. In powers of two seconds: a log that grows a
 * little is not looked at anew.
 */
export function unnamedReachUs(blocks: readonly BlockRow[]): number {
  const dated = blocks.flatMap(({ first, last, lines }) => (first && last ? [{ first, last, lines }] : []));
  const range = rangeOf(
    dated,
    ({ first }) => first.wall,
    ({ last }) => last.wall,
  );
  const lines = dated.reduce((sum, block) => sum + block.lines, 0);
  if (!range || lines <= FEW_LINES) return Infinity;
  const seconds = ((range.to - range.from) / MICROS_PER_SECOND / lines) * TELLING_LINES;
  return 2 ** Math.ceil(Math.log2(Math.max(1, seconds))) * MICROS_PER_SECOND;
}
