import { groupedBy } from '../../lib/grouped.ts';
import type { Failure, FailureDiagnosis, FailureKind, Report } from '../../model/report.ts';
import { fullTime } from '../clock.ts';
import { counted } from '../counted.ts';
import { FAILURE_WORDS } from '../failure-words.ts';
import { BLANK } from '../line.ts';
import type { Line } from '../line.ts';
import { one } from './diagnosis.ts';
import { evidenceLines } from './evidence.ts';
import { bounded, heading, row, toldOn } from './margin.ts';
import type { Page } from './margin.ts';

const wordsFor = (kind: FailureKind): string => FAILURE_WORDS.find(([each]) => each === kind)?.[1] ?? kind;

const example = ({ kind, label, at, why, evidence }: Failure, page: Page): readonly Line[] => [
  ...toldOn(`${fullTime(at)}  ${label}: ${wordsFor(kind)} (${why})`, page),
  ...evidence.slice(0, 1).flatMap((each) => evidenceLines(each, page)),
];

/** The killed are told with their incident; of the rest, the unexplained are what is left to do. */
const worthShowing = ({ failures, incidents }: Report, { complete }: Page): readonly Failure[] =>
  failures.list.filter(({ kind }) => (complete ? kind !== 'killed' || incidents.length === 0 : kind === 'unexplained'));

/** Of failures that are told in the same words the first, and how many more there are. */
const alike = ([first, ...others]: readonly Failure[], page: Page): readonly Line[] => {
  const last = others.at(-1);
  if (!first) return [];
  return [
    ...example(first, page),
    ...(last ? toldOn(`and ${String(others.length)} more of these, the last at ${fullTime(last.at)}`, page) : []),
  ];
};

const sayingOf = ({ kind, label, why }: Failure): string => [kind, label, why].join('\n');

const examples = (report: Report, page: Page): readonly Line[] => {
  const { shown, hidden } = bounded(worthShowing(report, page), 3, page);
  const more = `... and ${String(hidden)} more unexplained (--format json holds all)`;
  return [
    ...[...groupedBy(shown, sayingOf).values()].flatMap((some) => alike(some, page)),
    ...(hidden > 0 ? toldOn(more, { ...page, tone: 'faint' }) : []),
  ];
};

/** Every failed request under exactly one heading; the unexplained with examples, as they are what is left to do. */
export const failures = (report: Report, page: Page): readonly Line[] => {
  const counts = FAILURE_WORDS.map(([kind, words]) => ({ words, count: report.failures[kind] })).filter(
    ({ count }) => count > 0,
  );
  if (counts.length === 0) return [];
  const width = Math.max(...counts.map(({ count }) => String(count).length));
  return [
    BLANK,
    heading('Failed requests, sorted', page),
    ...counts.map(({ words, count }) => row(`${String(count).padStart(width)}  ${words}`, page)),
    ...examples(report, page),
    ...report.failureDiagnoses.flatMap((diagnosis) => reason(diagnosis, page)),
  ];
};

/** Wide enough for the labels of a diagnosis. */
const REASON_MARGIN = 10;

function reason(diagnosis: FailureDiagnosis, page: Page): readonly Line[] {
  const title = `${diagnosis.title}: ${counted(diagnosis.count, 'request')}`;
  return [BLANK, ...one({ ...diagnosis, title }, 'Why', { ...page, margin: REASON_MARGIN })];
}
