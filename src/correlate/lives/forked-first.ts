import type { Draft } from './draft.ts';

/** Of these workers, in the order of their boot lines, the oldest: those that are forked together boot in any order (gunicorn arbiter.py). */
export function forkedFirst(open: readonly Draft[]): Draft | undefined {
  const [first] = open;
  const together = open.filter(({ boot }) => boot?.at === first?.boot?.at);
  return together.toSorted((a, b) => a.pid - b.pid)[0];
}
