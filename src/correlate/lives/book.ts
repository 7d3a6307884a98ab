import type { LifecycleEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import type { WasAtOthers } from './children-at-work.ts';
import type { Draft, Retiring, Told } from './draft.ts';
import { type Expected, expectedAtFirst } from './expected-boots.ts';
import type { Missed } from './missed.ts';

/** What the supervisors of one host said. */
export interface Gathered {
  readonly host: string | undefined;
  readonly drafts: readonly Draft[];
  /** Boots for which no start, reload or scaling accounts. */
  readonly replacing: readonly Told[];
  readonly masters: ReadonlySet<number>;
  /** Index of the line that told of the last start; -1 where none did. */
  readonly startedBy: number;
}

/** What is known of a host while the lines are heard one after the other. */
export interface Book {
  readonly host: string | undefined;
  readonly drafts: Draft[];
  readonly replacing: Told[];
  readonly masters: Set<number>;
  readonly expected: Expected;
  readonly missed: Missed;
  /** Why all workers are to end, while the server stops. */
  halting: Retiring | undefined;
  startedBy: number;
  /** Of the server, as its last start told it. */
  version: string | undefined;
}

/** A host of which `first` is the first line that is heard. */
export const newBook = (host: string | undefined, first: Placed<LifecycleEvent>, wasAtOthers: WasAtOthers): Book => ({
  ...{ host, drafts: [], replacing: [], masters: new Set() },
  expected: expectedAtFirst(first),
  missed: { overdue: undefined, unnamed: [], wasAtOthers },
  halting: undefined,
  version: undefined,
  startedBy: -1,
});

/** Which process is spoken of. */
export type Who = Pick<Draft, 'pid' | 'host'>;

/** The last life of a process; pids are used again. */
export const latestOf = (drafts: readonly Draft[], { pid, host }: Who): Draft | undefined =>
  drafts.findLast((draft) => draft.pid === pid && draft.host === host);

/** The process's present life; one that booted before these logs begin is heard of here for the first time. */
export function draftOf({ drafts, halting }: Book, { pid, host }: Who): Draft {
  const known = latestOf(drafts, { pid, host });
  if (known) return known;
  const unseen = { boot: undefined, firstSeenAt: undefined, lastSeenAt: undefined };
  const nothing = { ...unseen, told: [], signsOfLife: [], heard: [] };
  const draft: Draft = { pid, host, ...nothing, ...(halting && { retiring: halting }) };
  drafts.push(draft);
  return draft;
}
