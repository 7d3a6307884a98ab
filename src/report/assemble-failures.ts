import type { SortedFailure } from '../model/conclusion.ts';
import type { Failures } from '../model/report.ts';
import { evidenceOf, type Writing, written } from './place.ts';
import { sortedFailures } from './sorted-failures.ts';

/** The failures as the report lists and counts them. */
export const assembleFailures = (failures: readonly SortedFailure[], writing: Writing): Failures =>
  sortedFailures(
    failures.map(({ at, incident, evidence, ...failure }) => ({
      ...failure,
      at: written(at, writing),
      incident: incident ?? null,
      evidence: evidence.map((event) => evidenceOf(event, writing)),
    })),
  );
