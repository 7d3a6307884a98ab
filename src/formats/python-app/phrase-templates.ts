import type { MessageWord } from './message-words.ts';
import type { Marker } from './pairing-trial.ts';

const STATUSES = /^(?:1\d\d|2\d\d|3\d\d|4\d\d|5\d\d)$/;
const COMMON_STATUSES: ReadonlySet<string> = new Set([
  '200',
  '201',
  '202',
  '204',
  '301',
  '302',
  '304',
  '400',
  '401',
  '403',
  '404',
  '429',
  '500',
  '502',
  '503',
  '504',
]);
/** What people write behind or before a number to say that it is a duration, and the field that reads it. */
const UNITS: readonly (readonly [pattern: RegExp, field: string])[] = [
  [/^(?:ms|msec|msecs|millis|milliseconds)\b/i, '{ms}'],
  [/^(?:us|µs|usec|usecs|micros|microseconds)\b/i, '{us}'],
  [/^(?:s|sec|secs|seconds)\b/i, '{s}'],
];
const UNIT_KEYS: readonly (readonly [pattern: RegExp, field: string])[] = [
  [/(?:^|_)(?:ms|millis|msec)[=:]$/i, '{ms}'],
  [/(?:^|_)(?:us|usec|micros)[=:]$/i, '{us}'],
  [/(?:^|_)(?:s|sec|secs|seconds)[=:]$/i, '{s}'],
];

/** The template of a start: `job {id} start {target}`. */
export const startTemplate = ({ shape, slot }: Marker): string =>
  shape.words.map((word, at) => wordTemplate(word, at === slot ? '{id}' : plainField(word))).join(' ');

/** The template of an end, in which status and duration are found by their values and the words beside them. */
export function endTemplate({ shape, slot }: Marker): string {
  const status = statusPlace(
    shape.words,
    slot,
    shape.messages.map(({ words }) => words),
  );
  return shape.words
    .map((word, at) => {
      if (at === slot) return wordTemplate(word, '{id}');
      if (at === status) return wordTemplate(word, '{status}');
      return wordTemplate(word, durationField(word, shape.words[at + 1]) ?? plainField(word));
    })
    .join(' ');
}

function wordTemplate({ before, core, after, kind }: MessageWord, field: string): string {
  return kind === 'literal' ? core : `${before}${field}${after}`;
}

function plainField({ kind }: MessageWord): string {
  return kind === 'method' || kind === 'target' ? `{${kind}}` : '{word}';
}

/** The first number that always looks like an HTTP status, and mostly like a common one. */
function statusPlace(
  words: readonly MessageWord[],
  slot: Marker['slot'],
  all: readonly (readonly MessageWord[])[],
): number {
  return words.findIndex(({ kind }, at) => {
    if (kind !== 'number' || at === slot) return false;
    const values = all.map((some) => some[at]?.core ?? '');
    return (
      values.every((value) => STATUSES.test(value)) &&
      values.filter((value) => COMMON_STATUSES.has(value)).length >= values.length * 0.8
    );
  });
}

/** The field for a number that a unit makes a duration: `107 ms`, `12.3ms`, `took_ms=107`. */
function durationField(word: MessageWord, next: MessageWord | undefined): string | undefined {
  if (word.kind === 'duration') return attachedUnit(word.core);
  if (word.kind !== 'number' && word.kind !== 'decimal') return undefined;
  const byUnit = next?.kind === 'literal' ? fieldFor(UNITS, next.core) : undefined;
  return byUnit ?? fieldFor(UNIT_KEYS, word.before);
}

function attachedUnit(core: string): string | undefined {
  const unit = /[a-zµ]+$/.exec(core)?.[0] ?? '';
  const field = fieldFor(UNITS, unit);
  return field && `${field}${unit}`;
}

const fieldFor = (units: typeof UNITS, text: string): string | undefined =>
  units.find(([pattern]) => pattern.test(text))?.[1];
