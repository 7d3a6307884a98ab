import { type Column, labelOf, mostly, numbersOf, variety } from './columns.ts';

/** Atoms of durations, by column. */
export type Durations = ReadonlyMap<Column, string>;

/**
 * Which of these columns are durations, and in which unit. A unit is never guessed: it is stated by a label, shown by six
 * decimals, by a second column that states the same duration in another unit, or by numbers too large for anything else.
 */
export function nameDurations(columns: readonly Column[]): Durations {
  const named = new Map<Column, string>();
  const name = (column: Column, atom: string | undefined): void => {
    if (atom !== undefined && !named.has(column) && ![...named.values()].includes(atom)) named.set(column, atom);
  };
  for (const column of columns) if (mostly(column, isDecimalSeconds)) name(column, 'L');
  for (const column of columns) if (numbersOf(column)) name(column, statedUnit(column));
  if (!knownUnit(named)) for (const [column, atom] of pairsOf(columns)) name(column, atom);
  for (const [column, atom] of consistentWith(named, columns)) name(column, atom);
  for (const column of columns) if (isMicroseconds(column)) name(column, 'D');
  return named;
}

// 0.081643: no other column of gunicorn's has six decimals
const isDecimalSeconds = (value: string): boolean => /^\d+\.\d{6}$/.test(value);

/** `behind`: as in `64 ms`, but not as in `17 ms=64`. */
const UNITS: readonly { readonly atom: string; readonly behind: RegExp; readonly label: RegExp }[] = [
  {
    atom: 'D',
    behind: /^ ?(?:[µμu]s|[µμu]secs?|micros(?:econds)?)(?!\w|["']?\s*[=:])/i,
    label: /^(?:D|us|[µμ]s|usecs?|micros(?:econds)?)$|[_.-](?:us|[µμ]s|usecs?|micros(?:econds)?)$|(?:Us|Micros)$/,
  },
  {
    atom: 'M',
    behind: /^ ?(?:ms|msecs?|millis(?:econds)?)(?!\w|["']?\s*[=:])/i,
    label: /^(?:M|ms|msecs?|millis(?:econds)?)$|[_.-](?:ms|msecs?|millis(?:econds)?)$|(?:Ms|Millis)$/,
  },
  {
    atom: 'T',
    behind: /^ ?(?:s|secs?|seconds)(?!\w|["']?\s*[=:])/i,
    label: /^(?:T|s|secs?|seconds)$|[_.-](?:s|secs?|seconds)$|(?:Secs?|Seconds)$/,
  },
];

/** The atom whose unit stands beside the column. */
export const statedUnit = (column: Column): string | undefined =>
  UNITS.find(({ behind, label }) => behind.test(column.after) || label.test(labelOf(column)))?.atom;

const UNIT_US: Readonly<Record<string, number>> = { D: 1, M: 1_000, T: 1_000_000 };

const knownUnit = (named: Durations): readonly [Column, string] | undefined =>
  [...named].find(([, atom]) => atom === 'L' || atom === 'D');

/** All that states the same as a column whose unit is known. */
function consistentWith(named: Durations, columns: readonly Column[]): Durations {
  const known = knownUnit(named);
  if (!known) return new Map();
  const [column, atom] = known;
  const us = column.values.map((value) => Math.round(Number(value) * (atom === 'L' ? 1_000_000 : 1)));
  return new Map(
    columns.flatMap((other) => {
      const unit = Object.keys(UNIT_US).find((name) => states(other, us, UNIT_US[name] ?? 1));
      return unit === undefined || named.has(other) ? [] : [[other, unit] as const];
    }),
  );
}

/** Two columns of which one is a thousandth or a millionth of the other. */
function pairsOf(columns: readonly Column[]): Durations {
  for (const fine of columns) {
    const numbers = numbersOf(fine) ?? [];
    for (const coarse of columns) {
      if (coarse === fine || numbers.length < FEW) continue;
      if (states(coarse, numbers, 1_000_000))
        return new Map([
          [fine, 'D'],
          [coarse, 'T'],
        ]);
      // Milliseconds beside seconds look like microseconds beside milliseconds.
      if (states(coarse, numbers, 1_000) && isLarge(numbers))
        return new Map([
          [fine, 'D'],
          [coarse, 'M'],
        ]);
    }
  }
  return new Map();
}

/** True if the column tells these numbers in units that large; zeros alone show nothing. */
const states = (column: Column, numbers: readonly number[], unit: number): boolean => {
  const told = numbersOf(column);
  if (!told || new Set(told).size < Math.min(3, told.length)) return false;
  const agreeing = told.filter((value, at) => Math.abs((numbers[at] ?? Number.NaN) / unit - value) <= 1).length;
  return Math.max(...told) > 1 && agreeing >= 0.95 * told.length;
};

/** Fewer lines show nothing about a column of numbers. */
const FEW = 5;
/** As milliseconds one in ten would be longer than a minute, or the longest than ten: nobody waits for that. */
const TENTH = 60_000;
const LONGEST = 600_000;

const isLarge = (numbers: readonly number[]): boolean => {
  const sorted = numbers.toSorted((a, b) => a - b);
  return quantile(sorted, 0.9) > TENTH || (sorted.at(-1) ?? 0) > LONGEST;
};

/** A label that speaks of a duration, but of no unit. */
const DURATION_LABEL =
  /(?:^|[_.-])(?:rt|dt|took|in|time|duration|elapsed|latency|response_?time|request_?time|taken|timetaken)$/i;
const HARDLY_REPEATED = 0.8;

/**
 * Where a label speaks of a duration, large numbers; where there is none, large ones that differ widely, hardly come twice
 * and do not count up. Any other label (`uid=1049492`) says that they are something else.
 */
export const isMicroseconds = (column: Column): boolean => {
  const numbers = numbersOf(column);
  if (!numbers || numbers.length < FEW || !isLarge(numbers) || Math.max(...numbers) > DAY_US) return false;
  const label = labelOf(column);
  if (label !== '') return DURATION_LABEL.test(label);
  return variety(column) >= HARDLY_REPEATED && !countsUp(numbers) && differWidely(numbers);
};

/** Ids and seconds since 1970 are of a like size; durations are not. */
const WIDE = 4;

const differWidely = (numbers: readonly number[]): boolean => {
  const sorted = numbers.toSorted((a, b) => a - b);
  return quantile(sorted, 0.9) >= WIDE * quantile(sorted, 0.1);
};

const quantile = (sorted: readonly number[], share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;

/** gunicorn drops whole days: no duration of its is longer. */
const DAY_US = 86_400_000_000;

const countsUp = (numbers: readonly number[]): boolean => {
  const rising = numbers.filter((value, at) => at > 0 && value >= (numbers[at - 1] ?? 0)).length;
  return rising >= HARDLY_REPEATED * (numbers.length - 1);
};
