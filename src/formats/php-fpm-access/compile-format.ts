import { digits, digitsEnd } from '../../lib/digits.ts';
import { wallMicros } from '../../model/time.ts';
import { SPAN } from '../access-match.ts';
import {
  countStep,
  lineEnd,
  literalStep,
  pidStep,
  quotedStep,
  statusStep,
  type Step,
  tailStep,
  textStep,
} from '../access-steps.ts';
import { encoded, isQuoted, stopAt } from '../format-pieces.ts';
import { moment } from '../moment-step.ts';
import { type Conversion, type Piece, piecesOf } from './format-pieces.ts';

/** Compiles one `access.format` to a match of whole lines; one that tells neither a time nor a target matches none. */
export function compileFormat(format: string): Step {
  const pieces = piecesOf(format);
  const letters = pieces.flatMap((piece) => ('letter' in piece ? [piece.letter] : []));
  if (!letters.some((letter) => TIMES.has(letter)) || !letters.includes('r')) return () => false;
  const last = letters.includes('T') ? lineEnd : atItsEnd;
  return pieces.reduceRight<Step>(
    (next, piece, at) =>
      'literal' in piece
        ? literalStep(encoded(piece.literal), next)
        : converted(piece, { next, isLast: next === last, before: pieces[at - 1], after: pieces[at + 1] }),
    last,
  );
}

/** `%t` is when the request came, `%T` when its line was written (fpm_log.c); other formats state the latter. */
const TIMES: ReadonlySet<string> = new Set(['t', 'T']);

/** The time that was read is the request's start: its end lies the duration later. */
const atItsEnd: Step = (_bytes, at, to, { time, durationUs }) => {
  if (!Number.isNaN(durationUs)) time.wall = wallMicros(time.wall + Math.round(durationUs));
  return at === to;
};

interface Place {
  readonly next: Step;
  readonly isLast: boolean;
  readonly before: Piece | undefined;
  readonly after: Piece | undefined;
}

/** Conversions that can hold only one kind of value. */
const STRICT: Readonly<Record<string, (next: Step, detail: string) => Step>> = {
  t: moment,
  T: moment,
  d: (next, detail) => durationStep(UNITS_US[detail] ?? 1_000_000, next),
  p: pidStep,
  s: statusStep,
  l: countStep,
  M: countStep,
  P: countStep,
};

function converted({ letter, detail }: Conversion, { next, isLast, before, after }: Place): Step {
  const strict = STRICT[letter];
  if (strict) return strict(next, detail);
  const isId = letter === 'e' && /request_?id/i.test(detail);
  const span = isId ? SPAN.id : (SPANS[letter] ?? SPAN.none);
  if (isLast) return tailStep(span);
  if (isQuoted(before, after)) return quotedStep(span, next);
  return textStep(span, stopAt(after), next);
}

const SPANS: Readonly<Record<string, number>> = { m: SPAN.method, r: SPAN.path };

/** How `%d` counts; without braces in seconds. */
const UNITS_US: Readonly<Record<string, number>> = { milli: 1_000, milliseconds: 1_000, micro: 1, microseconds: 1 };

const DOT = 0x2e;

/** `0.325`, `325.681`, `325681`: a duration in units of so many microseconds. */
const durationStep =
  (unitUs: number, next: Step): Step =>
  (bytes, at, to, found) => {
    const dot = digitsEnd(bytes, at);
    if (dot === at) return false;
    const end = dot < to && bytes[dot] === DOT ? digitsEnd(bytes, dot + 1) : dot;
    const fraction = end > dot + 1 ? digits(bytes, dot + 1, end - dot - 1) / 10 ** (end - dot - 1) : 0;
    found.durationUs = (digits(bytes, at, dot - at) + fraction) * unitUs;
    return end <= to && next(bytes, end, to, found);
  };
