import type { DiedTogether, SharedCause } from '../../model/died-together.ts';
import type { Incident, Report } from '../../model/report.ts';
import { certainty } from '../certainty.ts';
import { diedTogetherWords } from '../died-together-words.ts';
import { BLANK } from '../line.ts';
import type { Line } from '../line.ts';
import { bounded, heading, marked, toldOn } from './margin.ts';
import type { Page } from './margin.ts';

const signs = ({ for: pro, against }: Pick<SharedCause, 'for' | 'against'>, page: Page): readonly Line[] => [
  ...pro.flatMap((text) => marked('+', text, page)),
  ...against.flatMap((text) => marked('-', text, page)),
];

const otherwise = ({ title, confidence, ...rest }: SharedCause, page: Page): readonly Line[] => [
  ...toldOn(`Or (${certainty(confidence)}): ${title}`, page),
  ...signs(rest, page),
];

/** Less what the incidents themselves tell of the same cause. */
const untold = (cause: SharedCause, told: ReadonlySet<string>): SharedCause => ({
  ...cause,
  for: cause.for.filter((text) => !told.has(text)),
  against: cause.against.filter((text) => !told.has(text)),
});

const signsOf = (all: readonly Incident[], ids: readonly string[]): ReadonlySet<string> =>
  new Set(
    all
      .filter(({ id }) => ids.includes(id))
      .flatMap(({ diagnoses }) => diagnoses.flatMap(({ for: pro, against }) => [...pro, ...against])),
  );

const oneGroup = (group: DiedTogether, all: readonly Incident[], page: Page): readonly Line[] => {
  const { incidents, shared, apart } = group;
  const told = signsOf(all, incidents);
  const causes = group.causes.map((cause) => untold(cause, told));
  const [first, ...others] = causes;
  const { shown, hidden } = bounded(incidents, 8, page);
  const more = hidden > 0 ? ` and ${String(hidden)} more` : '';
  return [
    ...toldOn(`${shown.join(', ')}${more}: ${diedTogetherWords(group)}.`, page),
    ...signs({ for: first?.for ?? shared, against: [...(first?.against ?? []), ...apart] }, page),
    ...others.flatMap((cause) => otherwise(cause, page)),
  ];
};

/** Workers that died at about the same time, with what speaks for and against one cause. */
export const diedTogether = ({ diedTogether: all, incidents }: Report, page: Page): readonly Line[] => {
  if (all.length === 0) return [];
  const { shown, hidden } = bounded(all, 5, page);
  return [
    BLANK,
    heading('Died together', page),
    ...shown.flatMap((group) => oneGroup(group, incidents, page)),
    ...(hidden > 0
      ? toldOn(`... and ${String(hidden)} more (--format json holds all)`, { ...page, tone: 'faint' })
      : []),
  ];
};
