import type { ServerFacts } from '../model/report.ts';
import type { Death, Worker } from '../model/worker.ts';

interface Died {
  readonly worker: Worker;
  readonly death: Death;
}

/** By server how long that one of its workers lived, in us, that was missed soonest after its boot: no timeout is longer. */
export function shortestLives(
  died: readonly Died[],
  serverFor: (worker: Worker) => ServerFacts,
): ReadonlyMap<ServerFacts, number> {
  const shortest = new Map<ServerFacts, number>();
  for (const { worker, death } of died) {
    const { bootedAt } = worker;
    if (bootedAt === undefined || death.timeoutAt === undefined) continue;
    const server = serverFor(worker);
    shortest.set(server, Math.min(shortest.get(server) ?? Infinity, death.timeoutAt - bootedAt));
  }
  return shortest;
}
