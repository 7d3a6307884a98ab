import type { Evidence } from '../../model/report-evidence.ts';
import type { Report } from '../../model/report.ts';

/** The report with the logs alone that its evidence stands in, and what was odd about these: an answer to one question needs no list of all. */
export function withCitedSources(report: Report): Report {
  const cited = new Set(evidenceIn(report).map(({ source }) => source));
  const sources = report.sources.filter(({ id }) => cited.has(id));
  const paths = new Set(sources.map(({ path }) => path));
  return { ...report, sources, warnings: report.warnings.filter(({ path }) => paths.has(path)) };
}

const evidenceIn = ({ incidents, failures, nearMisses }: Report): readonly Evidence[] => [
  ...incidents.flatMap(({ requests, events, traceback }) => [
    ...requests.flatMap(({ evidence }) => evidence),
    ...events.map(({ evidence }) => evidence),
    ...(traceback?.evidence ?? []),
  ]),
  ...failures.list.flatMap(({ evidence }) => evidence),
  ...nearMisses.flatMap(({ evidence }) => evidence),
];
