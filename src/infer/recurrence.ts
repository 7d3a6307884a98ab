import { groupedBy } from '../lib/grouped.ts';
import type { Request } from '../model/request.ts';
import type { Worker } from '../model/worker.ts';
import type { Culprit } from './culprit.ts';
import type { InFlight } from './in-flight.ts';

/** How confident a recurrence makes: seen in flight at 2, 3, 4 … crashes and the only one that was at all of them. */
const RECURRENCE_CONFIDENCE: readonly number[] = [0, 0, 0.5, 0.85, 0.93];

/**
 * The one id that was open at each of several crashes: a client that tries again takes down one worker after the other.
 * Bystanders are retried too, so an id counts only if no other was there each time.
 */
function alwaysOpen(inFlight: readonly (readonly Request[])[]): string | undefined {
  const [first = [], ...rest] = inFlight;
  if (rest.length === 0) return undefined;
  const always = new Set(
    first.flatMap(({ id }) => id ?? []).filter((id) => rest.every((some) => some.some((one) => one.id === id))),
  );
  const [only, ...others] = always;
  return others.length === 0 ? only : undefined;
}

/** The culprit of one of `crashes` crashes, named by recurrence. */
const recurring = (request: Request, crashes: number): Culprit => ({
  request,
  confidence: RECURRENCE_CONFIDENCE[Math.min(crashes, RECURRENCE_CONFIDENCE.length - 1)] ?? 0,
  basis: 'inferred',
  reasons: [`the same id was open at each of ${String(crashes)} crashes, and no other was`],
  against: ['a recurrence is a statistic: no record shows what it did'],
});

/** A worker that crashed, and what was in flight in it. */
interface Crash {
  readonly worker: Pick<Worker, 'host'>;
  readonly inFlight: Pick<InFlight, 'unfinished'>;
}

/** The request that brought down worker after worker: that of all crashes or, where several servers crash, that of its own machine's. */
export function recurrences<C extends Crash>(crashes: readonly C[]): (crash: C) => Culprit | undefined {
  const anywhere = repeatedIn(crashes);
  const byHost = groupedBy(crashes, ({ worker }) => worker.host);
  const onHost = new Map([...byHost].map(([host, theirs]) => [host, repeatedIn(theirs)]));
  const known = new Set(crashes);
  return (crash) => {
    const repeated = known.has(crash) ? (anywhere ?? onHost.get(crash.worker.host)) : undefined;
    const again = repeated && crash.inFlight.unfinished.find(({ id }) => id === repeated.id);
    return again && recurring(again, repeated.crashes);
  };
}

function repeatedIn(crashes: readonly Crash[]): { readonly id: string; readonly crashes: number } | undefined {
  const id = alwaysOpen(crashes.map(({ inFlight }) => inFlight.unfinished));
  return id === undefined ? undefined : { id, crashes: crashes.length };
}
