import type { Conclusion, SortedFailure } from '../model/conclusion.ts';
import type { Diagnosis, FailureDiagnosis } from '../model/report.ts';
import type { Night } from './night.ts';
import type { Finding, Rule } from './rule.ts';
import type { Rules } from './rules.ts';

/** What all rules say of one incident: causes first, then what it was not, each the surest first. */
export const diagnose = (incident: Conclusion, night: Night, { causes, misreadings }: Rules): readonly Diagnosis[] => [
  ...found(causes, incident, night).map((finding) => ({ ...finding, about: 'cause' as const })),
  ...found(misreadings, incident, night).map((finding) => ({ ...finding, about: 'misreading' as const })),
];

/** What all rules say of the requests that failed with no death, kind by kind. */
export const diagnoseFailures = (
  failures: readonly SortedFailure[],
  night: Night,
  rules: Rules,
): readonly FailureDiagnosis[] =>
  rules.failures.flatMap((rule) => {
    const { id, title, kind } = rule;
    const failed = failures.filter((failure) => failure.kind === kind);
    const finding = failed.length > 0 ? rule.examine(failed, night) : undefined;
    return finding ? [{ id, title, kind, count: failed.length, ...finding }] : [];
  });

function found(rules: readonly Rule[], incident: Conclusion, night: Night): readonly Omit<Diagnosis, 'about'>[] {
  const findings = rules.flatMap((rule) => {
    if (isUnit(incident) && rule.isOfUnits !== true) return [];
    const finding = rule.examine(incident, night);
    return finding ? [{ rule, finding }] : [];
  });
  const outside = findings.find(({ rule, finding }) => rule.isFromOutside && finding.confidence >= PROBABLE);
  return findings
    .map(({ rule, finding }) => ({
      rule,
      finding: outside && !rule.isFromOutside ? besides(finding, outside.rule, incident) : finding,
    }))
    .sort(bySureness)
    .map(({ rule: { id, title }, finding }) => ({ id, title, ...finding }));
}

interface Found {
  readonly rule: Rule;
  readonly finding: Finding;
}

/** What the worker was at goes, where it is probable, before how it came to be missed; else the surest first. */
const bySureness = (a: Found, b: Found): number =>
  Number(isNarrow(b)) - Number(isNarrow(a)) ||
  b.finding.confidence - a.finding.confidence ||
  (a.rule.id < b.rule.id ? -1 : 1);

const isNarrow = ({ rule, finding }: Found): boolean => rule.isGeneral !== true && finding.confidence >= PROBABLE;

/** Of a container or service that ended as a whole, what holds for one worker among others says nothing. */
const isUnit = ({ worker, death }: Conclusion): boolean =>
  worker.name !== undefined && death.timeoutAt === undefined && death.kernel?.event.step.what === 'unit-ended';

/** From here on a cause from outside leaves little to those within. */
const PROBABLE = 0.75;
/** Where it ended the worker for certain, and where it may have. */
const LEFT_BESIDE = { sure: 0.2, probable: 0.4 };

/** A stack that shows what held the worker stands against a cause from outside that only may have ended it. */
function besides(finding: Finding, { title }: Rule, { disturbance, ordered, block }: Conclusion): Finding {
  const isSure = disturbance?.explains === true || ordered !== undefined;
  if (!isSure && block?.kind !== undefined) return finding;
  return {
    ...finding,
    confidence: Math.min(finding.confidence, isSure ? LEFT_BESIDE.sure : LEFT_BESIDE.probable),
    against: [`${title}: that alone ${isSure ? 'would' : 'may'} have ended it`, ...finding.against],
  };
}
