import { type Head, NOT_STATED, type RecordClass } from '../formats/format.ts';
import { clearHead } from '../formats/head.ts';
import type { LogEvent, RequestEvent } from '../model/event.ts';
import { readSpokenHead } from './spoken-head.ts';

/** Lines state their time at the beginning: it ends within so many bytes. */
const TIME_WITHIN = 36;

/** Reads the time of a line that no format knows; true if it tells one. */
export function tellsTime(
  bytes: Uint8Array,
  { from, to }: { readonly from: number; readonly to: number },
  head: Head,
): boolean {
  clearHead(head);
  readSpokenHead(bytes, { from, to: Math.min(to, from + TIME_WITHIN) }, head);
  return !Number.isNaN(head.wall);
}

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
