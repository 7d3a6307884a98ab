import type { LifecycleEvent, LogEvent } from '../model/event.ts';
import { type Stamp, wallMicros } from '../model/time.ts';
import { stampOfCut } from './cut-time.ts';

/** A supervisor's word or a traceback: where it states no time, the lines around it do. */
export const isDatable = ({ kind }: LogEvent): boolean => kind === 'lifecycle' || kind === 'exception';

/**
 * Without what a report tells ahead of the log that it quotes: words about a worker that state no time, which the log below says again
 * with its time.
 */
function withoutForetold(events: readonly LogEvent[]): readonly LogEvent[] {
  if (events.every((event) => event.stamp || !isOfWorker(event))) return events;
  const told = new Set(events.flatMap((event) => (event.stamp && isOfWorker(event) ? JSON.stringify(event.step) : [])));
  return events.filter((event) => event.stamp || !isOfWorker(event) || !told.has(JSON.stringify(event.step)));
}

const isOfWorker = (event: LogEvent): event is LifecycleEvent => event.kind === 'lifecycle' && 'worker' in event.step;

/** Before any log was written: times so old are not times, they only keep the order of lines. */
const UNDATED_US = Date.UTC(1972, 0, 1) * 1_000;

/** Gives each of a text's words and tracebacks a time. */
export const datedByPlace = (events: readonly LogEvent[], first: Stamp | undefined): readonly LogEvent[] =>
  withoutForetold(events).map((event) => dated(event, first));

/** What comes before the first time that is stated is dated by it; where none is stated at all, by its place. */
function dated(event: LogEvent, first: Stamp | undefined): LogEvent {
  if (!isDatable(event) || event.stamp) return event;
  const cut = first && stampOfCut(event.text, first);
  if (cut) return { ...event, stamp: cut };
  const wall = wallMicros(UNDATED_US + event.origin.line * 1_000);
  return { ...event, stamp: first ?? { wall, offsetMin: 0, precision: 'min' } };
}
