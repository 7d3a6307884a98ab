import { groupedBy } from '../../lib/grouped.ts';
import type { RequestEvent } from '../../model/event.ts';
import type { Message } from './messages.ts';

/** A message, and the access line that tells how its request ended. */
interface Linked {
  readonly message: Message;
  readonly line: RequestEvent;
}

/** How long a request took, and how long after the message its line was written, by clocks that may be apart. */
interface Lag {
  readonly tookUs: number;
  readonly lagUs: number;
}

/** Fewer show nothing. */
const ENOUGH = 8;
/** What is written at the start lags behind by all of what requests take, at the end by none of it. */
const HALF = 0.5;
/** By how many times its error what is measured must differ from half of it. */
const CERTAIN = 3;

/**
 * Whether access lines are written as much later than the messages as their requests took: true for messages that starts write, false
 * for those that ends do, however far the clocks and zones are apart; `undefined` where requests take alike, or lines do not tell how long.
 */
export const lagsAsStart = (linked: readonly Linked[]): boolean | undefined => {
  const bySource = groupedBy(linked, ({ line }) => line.origin.source);
  const verdicts = [...bySource.values()].flatMap((theirs) => verdictOf(theirs.flatMap(lagOf)) ?? []);
  return verdicts.length === 0 ? undefined : verdicts.every(Boolean);
};

const lagOf = ({ message, line: { facts, stamp } }: Linked): readonly Lag[] => {
  const lagUs = (stamp?.wall ?? Number.NaN) - message.wall;
  const { durationUs: tookUs } = facts;
  return tookUs === undefined || Number.isNaN(lagUs) ? [] : [{ tookUs, lagUs }];
};

/** By the slope of the line that fits best through all lags over what the requests took. */
const verdictOf = (lags: readonly Lag[]): boolean | undefined => {
  if (lags.length < ENOUGH) return undefined;
  const took = centred(lags.map(({ tookUs }) => tookUs));
  const lag = centred(lags.map(({ lagUs }) => lagUs));
  const spread = sumOfProducts(took, took);
  if (spread === 0) return undefined;
  const slope = sumOfProducts(took, lag) / spread;
  const left = lag.map((one, at) => one - slope * (took[at] ?? 0));
  const error = Math.sqrt(sumOfProducts(left, left) / (lags.length - 2) / spread);
  return Math.abs(slope - HALF) < CERTAIN * error ? undefined : slope > HALF;
};

const centred = (values: readonly number[]): readonly number[] => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
};

const sumOfProducts = (some: readonly number[], others: readonly number[]): number =>
  some.reduce((sum, value, at) => sum + value * (others[at] ?? 0), 0);
