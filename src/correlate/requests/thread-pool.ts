import { groupedBy } from '../../lib/grouped.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import { isPooled } from '../../model/one-at-a-time.ts';
import type { Start } from './open-starts.ts';

/** How many requests a worker of threads begins before one of them ends (gunicorn workers/gthread.py); `undefined` for others, or where it is not stated. */
export function threadsIn(lifecycle: readonly Placed<LifecycleEvent>[]): number | undefined {
  const stated = (name: string): string | undefined =>
    lifecycle
      .flatMap(({ event: { step } }) => (step.what === 'server-setting' && step.name === name ? [step.value] : []))
      .at(-1);
  const threads = Number(stated('threads'));
  return isPooled(stated('worker_class') ?? '') && threads > 0 ? threads : undefined;
}

/** The chances that starts are still open, less where their worker had no thread left for all: then each later start shows that one of them had ended. */
export function withinPool(open: ReadonlyMap<Start, number>, threads: number | undefined): ReadonlyMap<Start, number> {
  if (threads === undefined) return open;
  const theirs = groupedBy([...open], ([{ worker, pid }]) => `${String(worker)} ${String(pid)}`);
  return new Map([...theirs.values()].flatMap((starts) => pooled(starts, threads)));
}

type Chance = readonly [Start, number];

function pooled(starts: readonly Chance[], threads: number): readonly Chance[] {
  let before: readonly Chance[] = [];
  const over: Chance[] = [];
  for (const [start, chance] of starts.toSorted(([a], [b]) => a.at - b.at)) {
    const sum = before.reduce((all, [, one]) => all + one, 0);
    const share = Math.min(1, (threads - chance) / Math.max(sum, Number.EPSILON));
    const left = before.map(([one, its]): Chance => [one, its * share]);
    over.push(...left.filter(([, its]) => its < HARDLY));
    before = [...left.filter(([, its]) => its >= HARDLY), [start, chance]];
  }
  return [...over, ...before];
}

/** What is hardly open is no longer asked. */
const HARDLY = 0.01;
