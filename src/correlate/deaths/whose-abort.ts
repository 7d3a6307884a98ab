import { groupedBy } from '../../lib/grouped.ts';
import { comparable } from '../../model/comparable.ts';
import type { ExceptionEvent, LifecycleEvent } from '../../model/event.ts';
import type { LifecycleStep } from '../../model/lifecycle.ts';

/** gunicorn's worker says that it leaves right after the traceback that it prints (arbiter.py spawn_worker). */
const LEAVES_WITHIN_US = 2_000_000;
/** Its head states seconds; a collector, which may alone have stamped the traceback, less. */
const CUT_OFF_US = 1_000_000;

/** gunicorn's words in each source, in the order of its lines. */
export type WordsBySource = ReadonlyMap<number, readonly LifecycleEvent[]>;

export const wordsBySource = (lifecycle: readonly LifecycleEvent[]): WordsBySource =>
  groupedBy(
    lifecycle.filter(({ by }) => by === 'gunicorn').sort((a, b) => a.origin.line - b.origin.line),
    ({ origin }) => origin.source,
  );

/** A worker that left, and the moment. */
export interface Leaving extends Pick<LifecycleEvent, 'stamp'> {
  readonly worker: number | undefined;
}

/** The worker that leaves, or is reaped, after a traceback which names none, where the next word of the server's is that, and when it does. */
export function leavingAfter(event: ExceptionEvent, words: WordsBySource): Leaving | undefined {
  const next = nextWord(event, wordsBeside(event, words));
  if (!next || !('worker' in next.step) || !LEAVING.has(next.step.what)) return undefined;
  const apart = wallOf(next) - wallOf(event);
  if (apart <= -CUT_OFF_US || apart > LEAVES_WITHIN_US) return undefined;
  // None leaves before it is given up: of the two stamps the one that is cut off at the second stands for both.
  return { worker: next.step.worker, stamp: apart < 0 ? next.stamp : event.stamp };
}

const LEAVING: ReadonlySet<LifecycleStep['what']> = new Set(['worker-exiting', 'worker-killed']);

/** The server's log is at hand from its start on, tells of this worker's end and of no timeout: somebody else sent the abort. */
export function isWatched(event: ExceptionEvent, pid: number, words: WordsBySource): boolean {
  const { line } = event.origin;
  const beside = wordsBeside(event, words);
  return (
    beside.some(({ step, origin }) => step.what === 'master-started' && origin.line < line) &&
    beside.some(({ step, origin }) => isReaping(step, pid) && origin.line > line)
  );
}

const isReaping = (step: LifecycleStep, pid: number): boolean =>
  (step.what === 'worker-exited' || step.what === 'worker-killed') && step.worker === pid;

const wordsBeside = ({ origin }: ExceptionEvent, words: WordsBySource): readonly LifecycleEvent[] =>
  words.get(origin.source) ?? [];

/** Consoles may show the newest line first. */
function nextWord({ origin }: ExceptionEvent, words: readonly LifecycleEvent[]): LifecycleEvent | undefined {
  const [first, last] = [words[0], words.at(-1)];
  const isDescending = first !== undefined && last !== undefined && wallOf(first) > wallOf(last);
  return isDescending
    ? words.findLast((word) => word.origin.line < origin.line)
    : words.find((word) => word.origin.line > origin.line);
}

const wallOf = ({ stamp }: Pick<LifecycleEvent, 'stamp'>): number => (stamp ? comparable(stamp) : 0);
