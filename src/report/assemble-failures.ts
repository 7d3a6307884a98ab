import type { SortedFailure } from '../model/conclusion.ts';
import type { Failures } from '../model/report.ts';
import { evidenceOf, statedOrNull, type Writing } from './place.ts';
import { sortedFailures } from './sorted-failures.ts';

/** The failures as the report lists and counts them. */
export const assembleFailures = (failures: readonly SortedFailure[], writing: Writing): Failures =>
  sortedFailures(
    failures.map(({ kind, label, why, at, incident, evidence }) => ({
      ...{ kind, label, why },
      at: statedOrNull(at, writing),
      incident: incident ?? null,
      evidence: evidence.map((event) => evidenceOf(event, writing)),
    })),
  );
