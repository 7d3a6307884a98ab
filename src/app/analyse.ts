import { clockWarnings } from '../correlate/clocks/clock-warnings.ts';
import { collectedTwice, copyWarnings } from '../correlate/collected-twice.ts';
import { correlate } from '../correlate/correlate.ts';
import { diagnose, diagnoseFailures } from '../diagnose/diagnose.ts';
import { nightOf } from '../diagnose/night.ts';
import { recurringCauses } from '../diagnose/recurring-cause.ts';
import { hostsByFolder } from '../correlate/hosts/hosts-by-folder.ts';
import { onOneHost } from '../correlate/hosts/on-one-host.ts';
import { inSummerTime } from '../correlate/clocks/summer-time.ts';
import { withoutCopies } from '../correlate/without-copies.ts';
import { withoutRepeats } from '../correlate/without-repeats.ts';
import { diedTogether } from './died-together.ts';
import { askedFor } from '../infer/asked-for.ts';
import { conclude } from '../infer/conclude.ts';
import { handedOn } from '../infer/handed-on.ts';
import { gapsOf } from '../infer/gaps/gaps.ts';
import { sortFailures } from '../infer/failures/sort-failures.ts';
import { longerTimeout, longestByPath } from '../infer/longer-timeout.ts';
import { nearMissesOf } from '../infer/near-misses.ts';
import { patternsOf } from '../infer/patterns.ts';
import type { CaseFacts } from '../model/facts.ts';
import type { Remark } from '../model/remark.ts';
import type { Report, ReportWarning } from '../model/report.ts';
import { assembleReport } from '../report/assemble.ts';
import type { CaseStore } from '../store/case-store.ts';
import { rules } from './catalogue.ts';
import { toldClocks } from './told-clocks.ts';

/** What the survey of the logs left: a close-up adds nothing to it. */
type Surveyed = Pick<CaseFacts, 'lifecycle' | 'exceptions' | 'notes' | 'requests' | 'edges'>;

export const surveyedIn = (store: CaseStore): Surveyed => ({
  lifecycle: store.events('lifecycle'),
  exceptions: store.events('exception'),
  notes: store.events('note'),
  requests: store.events('request'),
  edges: store.edges(),
});

/**
 * What is known before close-ups are taken. Where they were taken before, what they found is left out: which stretches are looked at
 * closely must not hang on how often a log was read while it grew.
 */
export const factsBeforeCloseUps = (store: CaseStore, surveyed: Surveyed): CaseFacts =>
  madeFacts(store, { ...surveyed, activity: store.surveyedActivity(), spans: [] });

/** All that correlation may know, out of the case. */
export const factsOf = (store: CaseStore, surveyed: Surveyed): CaseFacts =>
  madeFacts(store, { ...surveyed, activity: store.activity(), spans: store.spans() });

function madeFacts(store: CaseStore, found: Surveyed & Pick<CaseFacts, 'activity' | 'spans'>): CaseFacts {
  const sources = store.sources();
  const clocks = toldClocks(store.statedClocks(), sources, found.activity);
  return onOneHost(
    hostsByFolder(collectedTwice(withoutRepeats(withoutCopies({ sources, ...found, toldClocks: clocks })))),
  );
}

interface Made {
  readonly warnings: readonly ReportWarning[];
  readonly remarks: readonly Remark[];
  readonly toolVersion: string;
  readonly now: Date;
}

/** From facts to report: correlate, infer, diagnose, assemble. Pure: same facts, same report. */
export function analyse(read: CaseFacts, { warnings, remarks, toolVersion, now }: Made): Report {
  const facts = inSummerTime(read);
  const correlation = handedOn(correlate(facts));
  const isAsked = askedFor(facts, correlation.clocks);
  const conclusions = conclude(correlation, isAsked);
  const longest = longestByPath(correlation);
  const night = nightOf(correlation, conclusions);
  const incidents = conclusions.map((conclusion) => ({
    conclusion,
    diagnoses: diagnose(conclusion, night, rules),
    longerTimeout: longerTimeout(conclusion, longest),
  }));
  const together = diedTogether(incidents, night, rules.causes);
  const patterns = [...patternsOf(conclusions), ...recurringCauses(incidents, together)];
  const failures = sortFailures(conclusions, correlation).filter(({ at }) => isAsked(at));
  const failureDiagnoses = diagnoseFailures(failures, night, rules);
  const stalls = nearMissesOf(correlation).filter(({ from }) => isAsked(from));
  const gaps = gapsOf(conclusions, { correlation, sources: facts.sources });
  const told = [...warnings, ...clockWarnings(read), ...copyWarnings(read)];
  const findings = {
    facts,
    correlation,
    incidents,
    patterns,
    diedTogether: together,
    failures,
    failureDiagnoses,
    stalls,
    gaps,
    warnings: told,
    remarks,
  };
  return assembleReport(findings, { toolVersion, now });
}
