import { type Head, NOT_STATED, type RecordClass } from '../formats/format.ts';
import type { LogEvent, RequestEvent } from '../model/event.ts';

/** The pid that a head states. */
export const statedPid = ({ pid }: Head): number | undefined => (pid === NOT_STATED ? undefined : pid);

/** It says itself when or by whom. */
export const isStated = ({ wall, pid }: Head): boolean => !Number.isNaN(wall) || pid !== NOT_STATED;

/** The request among the events of a record. */
export const requestOf = (events: readonly LogEvent[]): RequestEvent | undefined =>
  events.find((event) => event.kind === 'request');

/** The edge of a request that a record is. */
export function edgeOf(kind: RecordClass): 'start' | 'end' | undefined {
  if (kind === 'start') return 'start';
  return kind === 'end' || kind === 'whole' || kind === 'failed' ? 'end' : undefined;
}
