import type { SourceReader } from './readers.ts';

/** A bare traceback may belong to the record above it. */
export const BARE = 'python-traceback';
/** In what stacks print nobody speaks. */
const STACKS: ReadonlySet<string> = new Set([BARE, 'php-slowlog']);

export const isStacks = (reader: SourceReader | undefined): boolean =>
  reader !== undefined && STACKS.has(reader.format);
