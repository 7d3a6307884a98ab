import type { Conclusion } from '../model/conclusion.ts';
import type { Diagnosis } from '../model/report.ts';
import type { Night } from './night.ts';
import type { Rule, Rules } from './rule.ts';

/** What all rules say of one incident: causes first, then what it was not, each the surest first. */
export const diagnose = (incident: Conclusion, night: Night, { causes, misreadings }: Rules): readonly Diagnosis[] => [
  ...found(causes, incident, night).map((finding) => ({ ...finding, about: 'cause' as const })),
  ...found(misreadings, incident, night).map((finding) => ({ ...finding, about: 'misreading' as const })),
];

const found = (rules: readonly Rule[], incident: Conclusion, night: Night): readonly Omit<Diagnosis, 'about'>[] =>
  rules
    .flatMap((rule) => {
      const finding = rule.examine(incident, night);
      return finding ? [{ id: rule.id, title: rule.title, ...finding }] : [];
    })
    .sort((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1));
