import type { LifecycleEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import type { WasAtOthers } from './children-at-work.ts';
import type { Draft, Retiring, Told } from './draft.ts';
import { type Expected, expectedAtFirst } from './expected-boots.ts';
import type { Missed } from './missed.ts';

/** Of which machine, and of which of its servers where there are several. */
export type Of = Pick<Draft, 'host' | 'server'>;

/** What the supervisors of one host said; of one server of it, where there are several. */
export interface Gathered extends Of {
  readonly drafts: readonly Draft[];
  /** Boots for which no start, reload or scaling accounts. */
  readonly replacing: readonly Told[];
  readonly masters: ReadonlySet<number>;
  /** Index of the line that told of the last start; -1 where none did. */
  readonly startedBy: number;
}

/** What is known of a host while the lines are heard one after the other. */
export interface Book extends Of {
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

/** A host or server of which `first` is the first line that is heard. */
export const newBook = (of: Of, first: Placed<LifecycleEvent>, wasAtOthers: WasAtOthers): Book => ({
  ...{ ...of, drafts: [], replacing: [], masters: new Set() },
  expected: expectedAtFirst(first),
  missed: { overdue: undefined, unnamed: [], wasAtOthers },
  halting: undefined,
  version: undefined,
  startedBy: -1,
});

/** Which process is spoken of. */
export type Who = Pick<Draft, 'pid' | keyof Of>;

/** True if a word or a worker is of this book. */
export const isOfBook = (book: Of, { host, server }: Of): boolean => book.host === host && book.server === server;

/** The last life of a process; pids are used again. */
export const latestOf = (drafts: readonly Draft[], who: Who): Draft | undefined =>
  drafts.findLast((draft) => draft.pid === who.pid && isOfBook(who, draft));

/** The process's present life; one that booted before these logs begin is heard of here for the first time. */
export function draftOf({ drafts, halting }: Book, who: Who): Draft {
  const known = latestOf(drafts, who);
  if (known) return known;
  const unseen = { boot: undefined, firstSeenAt: undefined, lastSeenAt: undefined };
  const nothing = { ...unseen, told: [], signsOfLife: [], heard: [] };
  const draft: Draft = { ...who, ...nothing, ...(halting && { retiring: halting }) };
  drafts.push(draft);
  return draft;
}
