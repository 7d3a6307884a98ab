import { durationSlackUs } from '../../lib/open-requests.ts';
import type { Group, Said } from './group-messages.ts';
import type { Pair } from './pairing.ts';
import { isStatusPlace } from './status-place.ts';

/** A place of a group's messages that may state how long a request took, and in what unit. */
export interface Duration {
  readonly place: number;
  /** As phrases name it. */
  readonly unit: 'ms' | 's' | 'us';
  readonly us: number;
  /** True if a word beside it names the unit. */
  readonly isNamed: boolean;
}

/** A stated duration must nearly always be what the two records' times span, as pairing leans on it. */
const LEAST_FITTING = 0.9;
const NUMBER = /^\d+(?:[.,]\d+)?$/;
const UNITS = [
  { unit: 'ms', us: 1_000, behind: /^\s?(?:ms|msecs?|millis\w*)(?!\w)/i, before: /(?:^|[\W_])(?:ms|msec|millis)\W*$/i },
  {
    unit: 'us',
    us: 1,
    behind: /^\s?(?:us|usecs?|µs|μs|micros\w*)(?!\w)/i,
    before: /(?:^|[\W_])(?:us|usec|micros)\W*$/i,
  },
  {
    unit: 's',
    us: 1_000_000,
    behind: /^\s?(?:s|secs?|seconds?)(?!\w)/i,
    before: /(?:^|[\W_])(?:s|secs?|seconds)\W*$/i,
  },
] as const;

/** All places and units in which the messages of a group may state durations, those with a named unit first. */
export const durationsIn = (group: Group): readonly Duration[] =>
  group.shape
    .flatMap(({ kind }, place) => (kind === 'value' && isNumberPlace(group, place) ? unitsAt(group, place) : []))
    .sort((a, b) => Number(b.isNamed) - Number(a.isNamed));

const isNumberPlace = (group: Group, place: number): boolean =>
  place !== group.speakerPlace &&
  !isStatusPlace(group, place) &&
  group.said.every(({ tokens }) => NUMBER.test(tokens[place]?.text ?? ''));

const unitsAt = ({ shape }: Group, place: number): readonly Duration[] => {
  const textOf = (from: number, to?: number): string =>
    shape
      .slice(Math.max(0, from), to)
      .map(({ kind, text }) => (kind === 'text' ? text : '\u0000'))
      .join('');
  const [before, behind] = [textOf(place - 3, place), textOf(place + 1)];
  const named = UNITS.find((one) => one.behind.test(behind)) ?? UNITS.find((one) => one.before.test(before));
  const units = named ? [named] : UNITS;
  return units.map(({ unit, us }) => ({ place, unit, us, isNamed: named !== undefined }));
};

/** What a message states at a place, in microseconds. */
export const statedUs = ({ tokens }: Said, { place, us }: Duration): number =>
  Number((tokens[place]?.text ?? '').replace(',', '.')) * us;

/** How far what an end states lies from what the two records' times say; Infinity: too far to be what they span. */
const misfit = ({ start, end }: Pair, duration: Duration): number => {
  const { wall, precisionUs } = end.message;
  const durationUs = statedUs(end, duration);
  const off = Math.abs(wall - start.message.wall - durationUs);
  return off <= durationSlackUs({ durationUs, precisionUs }) ? off : Number.POSITIVE_INFINITY;
};

/** Where an end states its duration; without times a named unit is believed, and with times before any bare number. */
export const statedDuration = (group: Group, pairs: readonly Pair[]): Duration | undefined => {
  const said = new Set(group.said);
  const theirs = pairs.filter(
    ({ start, end }) => said.has(end) && !Number.isNaN(end.message.wall - start.message.wall),
  );
  const candidates = durationsIn(group);
  if (theirs.length === 0) return candidates.find(({ isNamed }) => isNamed);
  const judged = candidates.map((duration) => ({ duration, ...fitOf(theirs, duration) }));
  const [best] = judged
    .filter(({ duration, share }) => share >= LEAST_FITTING && (duration.isNamed || isMeasured(theirs, duration)))
    .sort((a, b) => Number(b.duration.isNamed) - Number(a.duration.isNamed) || a.off - b.off);
  return best?.duration;
};

/** What differs by less than the times can tell fits all that is as short: 17942 µs in a log of whole seconds may be a pid. */
const isMeasured = (pairs: readonly Pair[], duration: Duration): boolean => {
  const stated = pairs.map(({ end }) => statedUs(end, duration));
  const finest = Math.max(...pairs.map(({ end }) => end.message.precisionUs));
  return Math.max(...stated) - Math.min(...stated) > finest;
};

/** The share of requests whose duration fits, and by how much those miss. */
const fitOf = (pairs: readonly Pair[], duration: Duration): { readonly share: number; readonly off: number } => {
  const fitting = pairs.map((pair) => misfit(pair, duration)).filter(Number.isFinite);
  return { share: fitting.length / pairs.length, off: fitting.reduce((sum, off) => sum + off, 0) };
};
