import { groupedBy } from '../lib/grouped.ts';
import type { Conclusion } from '../model/conclusion.ts';
import type { DiedTogether } from '../model/died-together.ts';
import type { Pattern } from '../model/report-pattern.ts';
import type { Diagnosis } from '../model/report.ts';

interface Diagnosed {
  readonly conclusion: Conclusion;
  readonly diagnoses: readonly Diagnosis[];
}

/** Fewer are read one by one. */
const FEWEST = 3;
/** What is less than likely is no finding that several share. */
const LIKELY = 0.6;

/** What comes first for several incidents, whenever they were; not for those that are told to have died together of it. */
export function recurringCauses(
  incidents: readonly Diagnosed[],
  together: readonly DiedTogether[],
): readonly Pattern[] {
  const first = incidents.flatMap(({ conclusion: { id }, diagnoses }) => {
    const [surest] = diagnoses.filter(({ about, confidence }) => about === 'cause' && confidence >= LIKELY);
    return surest ? [{ id, title: surest.title }] : [];
  });
  return [...groupedBy(first, ({ title }) => title)]
    .filter(([, alike]) => alike.length >= FEWEST && !together.some((group) => isWithin(alike, group)))
    .map(([title, alike]) => ({
      title: `${String(alike.length)} workers went the same way: ${title}`,
      incidents: alike.map(({ id }) => id),
      evidence: [],
    }));
}

const isWithin = (alike: readonly { readonly id: string }[], { incidents, causes }: DiedTogether): boolean =>
  causes.length > 0 && alike.every(({ id }) => incidents.includes(id));
