import { MICROS_PER_MINUTE } from '../model/time.ts';
import { type Clockwork, day, offsetMinutes, preciseTime, timeOfDay } from './clock-text.ts';
import { columnOf, type Scale } from './plot.ts';
import { lengthUs } from './span.ts';

const [SECOND, MINUTE, HOUR, DAY] = [1, 60, 3_600, 86_400];
/** Steps at which people read a clock, in seconds. */
const STEPS = [
  ...[0.01, 0.02, 0.05, 0.1, 0.2, 0.5].map((part) => part * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 7, 14, 30, 90, 365].map((count) => count * DAY),
];

interface Tick {
  readonly column: number;
  readonly text: string;
}

/** Labels need a gap to be told apart. */
const GAP = 2;

/** Round times along a scale, with so much room between them that their texts do not touch. */
export function ticksOf(scale: Scale, clockwork: Clockwork): readonly Tick[] {
  const { window, columns } = scale;
  const usPerColumn = lengthUs(window) / columns;
  const step = STEPS.find((one) => one * 1_000_000 >= usPerColumn * (textWidth(one) + GAP)) ?? 365 * DAY;
  const shift = offsetMinutes(window.from, clockwork) * MICROS_PER_MINUTE;
  const stepUs = step * 1_000_000;
  const ticks: Tick[] = [];
  for (let at = Math.ceil((window.from + shift) / stepUs) * stepUs - shift; at < window.to; at += stepUs)
    ticks.push({ column: columnOf(scale, at), text: textOf(at, step, clockwork) });
  return ticks;
}

const textWidth = (step: number): number => (step < SECOND ? 12 : step < MINUTE ? 8 : step < DAY ? 5 : 10);

function textOf(at: number, step: number, clockwork: Clockwork): string {
  if (step < SECOND) return preciseTime(at, clockwork);
  if (step >= DAY) return day(at, clockwork);
  return timeOfDay(at, clockwork).slice(0, step < MINUTE ? 8 : 5);
}
