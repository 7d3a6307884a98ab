import type { Group, Said } from './group-messages.ts';

/** A group as one edge of requests, and the token of it that tells them apart: an id, or what is asked for. */
export interface Edge {
  readonly group: Group;
  /** Place of the token; COLUMN for the head's id column, NOWHERE for none. */
  readonly place: number;
}

/** The id stands in the head's column. */
export const COLUMN = -1;
/** Nothing but the process tells requests apart. */
export const NOWHERE = -2;

/** A request of the sample. */
export interface Pair {
  readonly start: Said;
  readonly end: Said;
  /** What told them apart from others. */
  readonly key: string;
}

/** A way to read requests from a sample. */
export interface Pairing {
  readonly by: 'id' | 'target' | 'process';
  readonly starts: readonly Edge[];
  readonly ends: readonly Edge[];
  readonly pairs: readonly Pair[];
}

/** The value of an edge's token in one of its messages; empty where it has none. */
export const valueIn = ({ message, tokens }: Said, place: number): string =>
  place === COLUMN ? message.id : (tokens[place]?.text ?? '');

/** How long a request lasts: microseconds, or records where no time is stated. */
export const spanOf = ({ start, end }: Pair): number => {
  const span = end.message.wall - start.message.wall;
  return Number.isNaN(span) ? end.index - start.index : span;
};
