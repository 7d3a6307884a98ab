import { digits, digitsEnd } from '../../lib/digits.ts';
import type { Step } from '../access-steps.ts';

const DASH = 0x2d;
const DOT = 0x2e;
const COMMA = 0x2c;
const COLON = 0x3a;
const SPACE = 0x20;

const THOUSAND = 1_000;
const MAX_DIGITS = 12;

/**
 * `0.333`: seconds with milliseconds (`$request_time`, `$upstream_response_time`); `-` where nothing was asked; a list,
 * `0.001, 0.333` or `0.001 : 0.333`, where several servers were: its sum is kept.
 */
export const seconds =
  (next: Step): Step =>
  (bytes, at, to, found) => {
    let place = at;
    let sum = Number.NaN;
    for (;;) {
      const end = bytes[place] === DASH ? place + 1 : secondsEnd(bytes, place);
      if (end === place || end > to) return false;
      if (bytes[place] !== DASH) sum = (Number.isNaN(sum) ? 0 : sum) + microsOf(bytes, place);
      const another = listGoesOn(bytes, end);
      if (another === end) {
        found.durationUs = sum;
        return next(bytes, end, to, found);
      }
      place = another;
    }
  };

const secondsEnd = (bytes: Uint8Array, at: number): number => {
  const dot = digitsEnd(bytes, at);
  if (dot === at || dot - at > MAX_DIGITS) return at;
  return bytes[dot] === DOT && digitsEnd(bytes, dot + 1) === dot + 4 ? dot + 4 : dot;
};

const microsOf = (bytes: Uint8Array, at: number): number => {
  const dot = digitsEnd(bytes, at);
  const whole = digits(bytes, at, dot - at) * THOUSAND * THOUSAND;
  return bytes[dot] === DOT ? whole + digits(bytes, dot + 1, 3) * THOUSAND : whole;
};

/** One word, or a list of words where several servers were asked: `10.0.0.1:80, 10.0.0.2:80`. `stop`: the byte that follows. */
export const listStep =
  (span: number, stop: number, next: Step): Step =>
  (bytes, at, to, found) => {
    let end = wordEnd(bytes, at, to, stop);
    for (;;) {
      const another = listGoesOn(bytes, end);
      if (another === end || another >= to) break;
      end = wordEnd(bytes, another, to, stop);
    }
    found.fuel -= end - at;
    found.spans[span] = at;
    found.spans[span + 1] = end;
    return found.fuel > 0 && next(bytes, end, to, found);
  };

const wordEnd = (bytes: Uint8Array, at: number, to: number, stop: number): number => {
  let end = at;
  while (end < to && bytes[end] !== stop && bytes[end] !== SPACE && bytes[end] !== COMMA) end += 1;
  return end;
};

/** Where the next of a list begins: behind `, ` or ` : `; `at` where none follows. */
const listGoesOn = (bytes: Uint8Array, at: number): number => {
  if (bytes[at] === COMMA && bytes[at + 1] === SPACE) return at + 2;
  const isRedirect = bytes[at] === SPACE && bytes[at + 1] === COLON && bytes[at + 2] === SPACE;
  return isRedirect ? at + 3 : at;
};
