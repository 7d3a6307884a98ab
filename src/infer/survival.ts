import { firstPlace } from '../lib/within.ts';

/** How long something was seen to last; `hasEnded`: not longer. */
export interface Lasted {
  readonly us: number;
  readonly hasEnded: boolean;
}

/** The share of all that lasts longer than so many microseconds. */
export type Survival = (us: number) => number;

/**
 * How long things last, by those that were seen to end and those of which it is only known that they lasted so long (Kaplan and Meier,
 * "Nonparametric estimation from incomplete observations", 1958). Never nought: one more may last longer than all that were seen, and
 * beyond those the share falls as fast as things last on average: all the time that was watched, by the ends that were seen (Epstein and
 * Sobel, "Life testing", 1953).
 */
export function survivalOf(all: readonly Lasted[]): Survival {
  const inOrder = all.toSorted((a, b) => a.us - b.us);
  const steps: { readonly us: number; readonly share: number }[] = [];
  let share = 1;
  inOrder.forEach(({ us, hasEnded }, at) => {
    if (!hasEnded) return;
    const left = inOrder.length - at;
    // one more is thought of that lasts for ever
    share *= left / (left + 1);
    steps.push({ us, share });
  });
  const longest = steps.at(-1);
  const meanUs = inOrder.reduce((sum, { us }) => sum + us, 1) / Math.max(1, steps.length);
  return (us) =>
    longest && us > longest.us
      ? longest.share * Math.exp((longest.us - us) / meanUs)
      : (steps[firstPlace(steps, (step) => step.us > us) - 1]?.share ?? 1);
}
