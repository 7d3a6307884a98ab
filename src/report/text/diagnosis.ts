import type { Diagnosis, Incident } from '../../model/report.ts';
import { certainty } from '../certainty.ts';
import type { Line } from '../line.ts';
import { bounded, marked, told, toldOn, verbatim } from './margin.ts';
import type { Page } from './margin.ts';

/** An address is to be copied; any other reference is prose. */
const see = (reference: string, page: Page): readonly Line[] =>
  reference.includes('://') ? [verbatim(`See ${reference}`, page)] : toldOn(`See ${reference}`, page);

/** What it is, what speaks for and against it, and what to do. */
export const one = (diagnosis: Omit<Diagnosis, 'about'>, label: string, page: Page): readonly Line[] => [
  ...told(label, `${diagnosis.title} (${certainty(diagnosis.confidence)}).`, { ...page, tone: 'strong' }),
  ...diagnosis.for.flatMap((reason) => marked('+', reason, page)),
  ...diagnosis.against.flatMap((reason) => marked('-', reason, page)),
  ...told('Remedy', diagnosis.remedy, page),
  ...(diagnosis.reference ? see(diagnosis.reference, page) : []),
];

/** Why it happened, with what speaks for and against it, and what to do; then what it was not. */
export const diagnosis = ({ id, diagnoses }: Incident, page: Page): readonly Line[] => {
  const misreadings = diagnoses.filter(({ about }) => about === 'misreading');
  return [...causes(id, diagnoses, page), ...misreadings.flatMap((each) => one(each, 'Mind', page))];
};

/** What is surer than the first leaves room for holds together with it. */
const besides = ({ confidence }: Diagnosis, [first]: readonly Diagnosis[]): string =>
  first && confidence > Math.max(0.5, 1 - first.confidence) ? 'Also' : 'Or';

function causes(incident: string, diagnoses: readonly Diagnosis[], page: Page): readonly Line[] {
  const all = diagnoses.filter(({ about }) => about === 'cause');
  if (all.length === 0) return told('Why', 'Undetermined: too little in these logs speaks for any one cause.', page);
  const { shown, hidden } = bounded(all, 2, page);
  return [
    ...shown.flatMap((each, at) => one(each, at === 0 ? 'Why' : besides(each, all), page)),
    ...(hidden > 0
      ? toldOn(`... and ${String(hidden)} less likely (forensics explain ${incident} shows all)`, {
          ...page,
          tone: 'faint',
        })
      : []),
  ];
}
