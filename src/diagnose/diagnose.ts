import type { Conclusion } from '../model/conclusion.ts';
import type { Diagnosis } from '../model/report.ts';
import type { Night } from './night.ts';
import type { Rule } from './rule.ts';

/** What all rules say of one incident, the surest first. */
export const diagnose = (incident: Conclusion, night: Night, rules: readonly Rule[]): readonly Diagnosis[] =>
  rules
    .flatMap((rule) => {
      const finding = rule.examine(incident, night);
      return finding ? [{ id: rule.id, title: rule.title, ...finding }] : [];
    })
    .sort((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1));
