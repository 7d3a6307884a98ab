import { type Micros, micros } from '../model/time.ts';

/** A stretch of time. */
export interface Span {
  readonly from: Micros;
  readonly to: Micros;
}

export const lengthUs = ({ from, to }: Span): number => to - from;

export const touches = (one: Span, other: Span): boolean => one.from <= other.to && one.to >= other.from;

export const holds = ({ from, to }: Span, at: Micros): boolean => at >= from && at <= to;

/** Nothing shorter can be looked at: logs are not that exact. */
const LEAST_US = 200_000;

/** The stretch of that length around a moment, which stays at the same place within it as in the old one. */
export function zoomed(span: Span, at: Micros, factor: number): Span {
  const length = Math.max(LEAST_US, lengthUs(span) * factor);
  const place = lengthUs(span) > 0 ? (at - span.from) / lengthUs(span) : 0.5;
  const from = micros(Math.round(at - length * Math.min(1, Math.max(0, place))));
  return { from, to: micros(from + Math.round(length)) };
}

/** The stretch moved, not stretched, so that it holds a moment; where it does not yet, the moment comes to its middle. */
export function centred(span: Span, at: Micros): Span {
  if (holds(span, at)) return span;
  const from = micros(Math.round(at - lengthUs(span) / 2));
  return { from, to: micros(from + lengthUs(span)) };
}

/** With a little air on both sides. */
export function padded(span: Span): Span {
  const air = Math.max(LEAST_US, Math.round(lengthUs(span) / 40));
  return { from: micros(span.from - air), to: micros(span.to + air) };
}
