import type { LogEvent } from '../model/event.ts';
import { type Stamp, wallMicros } from '../model/time.ts';
import { stampOfCut } from './cut-time.ts';

/** A supervisor's word or a traceback: where it states no time, the lines around it do. */
export const isDatable = ({ kind }: LogEvent): boolean => kind === 'lifecycle' || kind === 'exception';

/** Before any log was written: times so old are not times, they only keep the order of lines. */
const UNDATED_US = Date.UTC(1972, 0, 1) * 1_000;

/** What comes before the first time that is stated is dated by it; where none is stated at all, by its place. */
export function datedByPlace(event: LogEvent, first: Stamp | undefined): LogEvent {
  if (!isDatable(event) || event.stamp) return event;
  const cut = first && stampOfCut(event.text, first);
  if (cut) return { ...event, stamp: cut };
  const wall = wallMicros(UNDATED_US + event.origin.line * 1_000);
  return { ...event, stamp: first ?? { wall, offsetMin: 0, precision: 'min' } };
}
