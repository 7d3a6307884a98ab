/** From here on we say that it was so. */
const SURE = 0.9;
/** From here on we say that it probably was so; below, that it may have been. */
const LIKELY = 0.6;

const WORDS: readonly (readonly [atLeast: number, word: string])[] = [
  [0.98, 'almost certain'],
  [SURE, 'very likely'],
  [LIKELY, 'likely'],
  [0.3, 'possible'],
];

/** Two decimals, rounded down, so that the number never claims more than the word beside it. */
const toDecimals = (confidence: number): string => (Math.floor(confidence * 100 + 1e-9) / 100).toFixed(2);

const wordFor = (confidence: number): string => WORDS.find(([atLeast]) => confidence >= atLeast)?.[1] ?? 'unlikely';

/** A probability as word and number: `very likely, 0.95`. */
export const certainty = (confidence: number): string => `${wordFor(confidence)}, ${toDecimals(confidence)}`;

/** The span of several probabilities: `very likely, 0.93`, or `likely to very likely, 0.71 to 0.95`. */
export const certaintySpan = (confidences: readonly number[]): string => {
  const low = Math.min(...confidences);
  const high = Math.max(...confidences);
  if (toDecimals(low) === toDecimals(high)) return certainty(low);
  const words = wordFor(low) === wordFor(high) ? wordFor(low) : `${wordFor(low)} to ${wordFor(high)}`;
  return `${words}, ${toDecimals(low)} to ${toDecimals(high)}`;
};

/** One thing said in the past and the perfect: `blocked it`, `have blocked it`. */
export interface Claim {
  readonly past: string;
  readonly perfect: string;
}

/** A claim said no louder than we are sure of it: `blocked it`, `probably blocked it`, `may have blocked it`. */
export const claimed = ({ past, perfect }: Claim, confidence: number): string => {
  if (confidence >= SURE) return past;
  return confidence >= LIKELY ? `probably ${past}` : `may ${perfect}`;
};
