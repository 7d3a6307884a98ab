import { runInNewContext } from 'node:vm';

/** What a pattern may cost on all lines made to defeat it. A good one takes a hundredth of it. */
const BUDGET_MS = 1_500;
const REPEATS = 1_000;
const MOST_PLACES = 80;
/** What repetitions feed on: letters, digits, blanks and the marks that logs are full of. */
const FOOD = ['a', '0', ' ', '.', ':', '"', '-', 'a ', '0.', 'a=', 'ab0 '];

/** Why a pattern cannot be used: it is none, or it takes for ever on some lines. `undefined`: it can. */
export function patternProblem(pattern: string, samples: readonly string[]): string | undefined {
  try {
    new RegExp(pattern, 'd');
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
  return samples.some((sample) => isSlow(pattern, sample))
    ? 'the pattern takes for ever on lines that hardly fit it: let no repetition hold another'
    : undefined;
}

/** A sample is cut anywhere and goes on with what a repetition feeds on, up to a character that nothing expects. */
function isSlow(pattern: string, sample: string): boolean {
  const places = Array.from({ length: Math.min(sample.length, MOST_PLACES) + 1 }, (_, at) => at);
  const lines = places.flatMap((at) => FOOD.map((food) => `${sample.slice(0, at)}${food.repeat(REPEATS)}\u0001`));
  try {
    runInNewContext(
      'for (const line of lines) pattern.test(line)',
      { pattern: new RegExp(pattern), lines },
      {
        timeout: BUDGET_MS,
      },
    );
    return false;
  } catch {
    return true;
  }
}
