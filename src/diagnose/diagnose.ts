import type { Conclusion } from '../model/conclusion.ts';
import type { Diagnosis } from '../model/report.ts';
import type { Night } from './night.ts';
import type { Finding, Rule, Rules } from './rule.ts';

/** What all rules say of one incident: causes first, then what it was not, each the surest first. */
export const diagnose = (incident: Conclusion, night: Night, { causes, misreadings }: Rules): readonly Diagnosis[] => [
  ...found(causes, incident, night).map((finding) => ({ ...finding, about: 'cause' as const })),
  ...found(misreadings, incident, night).map((finding) => ({ ...finding, about: 'misreading' as const })),
];

function found(rules: readonly Rule[], incident: Conclusion, night: Night): readonly Omit<Diagnosis, 'about'>[] {
  const findings = rules.flatMap((rule) => {
    const finding = rule.examine(incident, night);
    return finding ? [{ rule, finding }] : [];
  });
  const outside = findings.find(({ rule, finding }) => rule.isFromOutside && finding.confidence >= PROBABLE);
  return findings
    .map(({ rule, finding }) => ({
      ...{ id: rule.id, title: rule.title },
      ...(outside && !rule.isFromOutside ? weakened(finding, outside.rule) : finding),
    }))
    .sort((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1));
}

/** From here on a cause from outside leaves little to those within. */
const PROBABLE = 0.75;
const BESIDE_IT = 0.2;

const weakened = (finding: Finding, { title }: Rule): Finding => ({
  ...finding,
  confidence: Math.min(finding.confidence, BESIDE_IT),
  against: [`${title}: that alone would have ended it`, ...finding.against],
});
