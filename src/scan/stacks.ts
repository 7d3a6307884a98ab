/** A bare traceback may belong to the record above it. */
export const BARE = 'python-traceback';
/** Formats of stacks. */
export const STACKS: ReadonlySet<string> = new Set([BARE, 'php-slowlog']);
