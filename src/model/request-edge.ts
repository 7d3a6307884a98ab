import type { Ended } from '../lib/open-requests.ts';
import type { RequestEvent } from './event.ts';
import { PRECISION_US } from './time.ts';

/** What the start and the end of a request have in common: its id within the process, else what is asked for within it. */
export function keyOfEdge({ pid, host, facts: { id, target } }: RequestEvent): string {
  const who = `${host ?? ''} ${pid === undefined ? '' : String(pid)}`;
  return id === undefined ? `${who}/${target ?? ''}` : `${who}#${id}`;
}

/** When an edge was written, by its own clock in microseconds; NaN: it does not tell. */
export const wallOfEdge = ({ stamp }: RequestEvent): number => stamp?.wall ?? Number.NaN;

/** What an end tells of the start that it belongs to. */
export const endOfEdge = (end: RequestEvent): Ended => ({
  wall: wallOfEdge(end),
  durationUs: end.facts.durationUs ?? Number.NaN,
  precisionUs: PRECISION_US[end.stamp?.precision ?? 'us'],
  hasOwnKey: end.facts.id !== undefined,
});
