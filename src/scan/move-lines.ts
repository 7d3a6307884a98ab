import type { BlockFindings } from '../model/findings.ts';
import type { Origin } from '../model/line.ts';

/** The findings of a block whose lines were counted from 1, as they stand in a source where its first line is `lineFrom`. */
export function moveLines(findings: BlockFindings, lineFrom: number): BlockFindings {
  const by = lineFrom - findings.row.lineFrom;
  const moved = (origin: Origin): Origin => ({ ...origin, line: origin.line + by });
  const withOrigin = <Told extends { readonly origin: Origin }>(told: Told): Told => ({
    ...told,
    origin: moved(told.origin),
  });
  return {
    ...findings,
    row: { ...findings.row, lineFrom },
    events: findings.events.map(withOrigin),
    edges: findings.edges.map(withOrigin),
    activity: findings.activity.map((row) => ({
      ...row,
      firstOrigin: moved(row.firstOrigin),
      lastOrigin: moved(row.lastOrigin),
    })),
    unrecognised: findings.unrecognised.map((row) => ({ ...row, example: moved(row.example) })),
  };
}
