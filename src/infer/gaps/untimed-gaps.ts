import type { Conclusion } from '../../model/conclusion.ts';
import type { Correlation } from '../../model/correlation.ts';
import type { Gap } from '../../model/report.ts';
import { isDated } from '../../model/time.ts';
import { remedyForTimes } from './gap-remedies.ts';

/** Servers whose own words about the workers that died bear no time, and none that a collector wrote before them. */
export function untimedGaps(incidents: readonly Conclusion[], { lifecycle }: Correlation): readonly Gap[] {
  const kinds = new Set(incidents.map(({ server }) => server.kind));
  return [...kinds].flatMap((kind) => {
    const ends = lifecycle.filter(({ event: { by, step } }) => by === kind && ENDS.has(step.what));
    const remedy = remedyForTimes(kind);
    return remedy !== undefined && ends.some(({ event: { stamp } }) => !stamp || !isDated(stamp))
      ? [untimed(kind, remedy)]
      : [];
  });
}

const ENDS: ReadonlySet<string> = new Set(['worker-timeout', 'worker-killed', 'worker-died', 'worker-exited']);

const untimed = (kind: string, remedy: string): Gap => ({
  what: 'when exactly workers ended',
  why: `lines of ${kind} about it bear no time`,
  remedy,
});
