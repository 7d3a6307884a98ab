import { type Micros, MICROS_PER_SECOND } from '../../model/time.ts';

/**
 * A fact seen in this source and in one whose clock is known: by how much this clock seems ahead, in microseconds; several where
 * it may be any of several facts.
 */
export type Anchor = readonly number[];

/** What is further apart is no skew but another fact, or a wrong zone. */
export const FURTHEST_US = 120 * MICROS_PER_SECOND;

/** What was seen at a moment, where it is one of what others saw at some. */
export const anchorOf = (at: Micros, moments: readonly number[]): readonly Anchor[] => {
  const gaps = moments.map((moment) => at - moment).filter((gap) => Math.abs(gap) <= FURTHEST_US);
  return gaps.length === 0 ? [] : [gaps];
};

/** How far ahead this clock can be at most and at least, in microseconds: nobody speaks before his birth or after his end. */
export interface Bound {
  readonly leastUs: number;
  readonly mostUs: number;
}

export interface Skew {
  readonly skewUs: number;
  /** Facts that agree on it. */
  readonly anchors: number;
}

/** Facts closer together than this agree: each may be cut to the second on either side. */
const AGREES_WITHIN_US = 1_000_000;
/** Fewer facts than these show no skew, and neither do facts of which most say something else. */
const FEWEST = 3;
const MOST_AGREE = 0.6;
/** Less than this is what whole seconds leave open. */
const LEAST_SKEW_US = 1_500_000;
/** No more facts are looked at: they would say nothing new. */
export const ENOUGH = 400;

/** The skew on which most facts agree, as their median; none where too few do or it is too small to tell. */
export function measureSkew(anchors: readonly Anchor[], bounds: readonly Bound[]): Skew {
  const some = anchors.slice(0, ENOUGH);
  const best = mostAgreed(some);
  const skewUs = medianOf(best);
  const isSeen = Math.abs(skewUs) >= LEAST_SKEW_US;
  const supporting = isSeen ? bounds.filter((bound) => !allows(bound, 0) && allows(bound, skewUs)).length : 0;
  const agreeing = best.length + supporting;
  const isAgreed = agreeing >= FEWEST && best.length >= some.length * MOST_AGREE;
  return { skewUs: isSeen && isAgreed ? roundToTenth(skewUs) : 0, anchors: agreeing };
}

const allows = ({ leastUs, mostUs }: Bound, skewUs: number): boolean => skewUs >= leastUs && skewUs <= mostUs;

/**
 * The gaps, one a fact, around which most facts lie; of equally many those that lie closest together, as a fact that is taken for its
 * neighbour (an abort for the end that follows) is off by another time each time; then the smallest.
 */
function mostAgreed(anchors: readonly Anchor[]): readonly number[] {
  let best: readonly number[] = [];
  let leastOff = Infinity;
  const centres = new Set(anchors.flat().sort((a, b) => Math.abs(a) - Math.abs(b) || a - b));
  for (const centre of centres) {
    const agreeing: number[] = [];
    for (const gaps of anchors) {
      const gap = nearestTo(centre, gaps);
      if (gap !== undefined) agreeing.push(gap);
    }
    if (agreeing.length < best.length) continue;
    const off = agreeing.reduce((sum, gap) => sum + Math.abs(gap - centre), 0);
    if (agreeing.length === best.length && off >= leastOff) continue;
    [best, leastOff] = [agreeing, off];
    if (off === 0 && best.length === anchors.length) break;
  }
  return best;
}

function nearestTo(centre: number, gaps: Anchor): number | undefined {
  let nearest: number | undefined;
  let leastOff = AGREES_WITHIN_US;
  for (const gap of gaps) {
    const off = Math.abs(gap - centre);
    if (off > leastOff || (off === leastOff && nearest !== undefined && gap >= nearest)) continue;
    [nearest, leastOff] = [gap, off];
  }
  return nearest;
}

const medianOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Whole seconds on one side leave no more than tenths. */
const roundToTenth = (us: number): number => Math.round((us * 10) / MICROS_PER_SECOND) * (MICROS_PER_SECOND / 10);
