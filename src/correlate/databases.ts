import { namesDatabase } from '../lib/names-database.ts';
import type { CaseFacts } from '../model/facts.ts';
import type { LifecycleEvent } from '../model/event.ts';

/** Ids of the sources that a database wrote to, as its name says, or its words where no server speaks in the same log. */
export function databasesIn({ sources, lifecycle }: Pick<CaseFacts, 'sources' | 'lifecycle'>): ReadonlySet<number> {
  const speaking = new Set(lifecycle.filter(isDatabases).map(({ origin: { source } }) => source));
  const shared = new Set(lifecycle.filter((event) => !isDatabases(event)).map(({ origin: { source } }) => source));
  return new Set(
    sources.flatMap(({ id, path }) => (namesDatabase(path) || (speaking.has(id) && !shared.has(id)) ? id : [])),
  );
}

const isDatabases = ({ step }: LifecycleEvent): boolean => step.what === 'database-waited';
