import { correlate } from '../../src/correlate/correlate.ts';
import { diagnose } from '../../src/diagnose/diagnose.ts';
import { nightOf } from '../../src/diagnose/night.ts';
import { rules } from '../../src/diagnose/registry.ts';
import { conclude } from '../../src/infer/conclude.ts';
import type { CaseFacts } from '../../src/model/facts.ts';
import type { Diagnosis } from '../../src/model/report.ts';
import { factsWith } from '../correlate/told.ts';

/** What all rules say of each incident in these facts. */
export function examined(facts: Partial<CaseFacts>): readonly (readonly Diagnosis[])[] {
  const correlation = correlate(factsWith(facts));
  const incidents = conclude(correlation);
  const night = nightOf(correlation, incidents);
  return incidents.map((incident) => diagnose(incident, night, rules));
}
