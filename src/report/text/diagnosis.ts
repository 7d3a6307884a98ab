import type { Diagnosis, Incident } from '../../model/report.ts';
import { certainty } from '../certainty.ts';
import type { Line } from '../line.ts';
import { bounded, marked, told, toldOn, verbatim } from './margin.ts';
import type { Page } from './margin.ts';

/** An address is to be copied; any other reference is prose. */
const see = (reference: string, page: Page): readonly Line[] =>
  reference.includes('://') ? [verbatim(`See ${reference}`, page)] : toldOn(`See ${reference}`, page);

/** What it is, what speaks for and against it, and what to do, unless an incident above was told so. */
export const one = (diagnosis: Omit<Diagnosis, 'about'>, label: string, page: Page): readonly Line[] => [
  ...told(label, `${diagnosis.title} (${certainty(diagnosis.confidence)}).`, { ...page, tone: 'strong' }),
  ...diagnosis.for.flatMap((reason) => marked('+', reason, page)),
  ...diagnosis.against.flatMap((reason) => marked('-', reason, page)),
  ...remedy(diagnosis, page),
];

function remedy({ remedy: what, reference }: Omit<Diagnosis, 'about'>, page: Page): readonly Line[] {
  const before = page.remedied?.get(what);
  if (before !== undefined) return told('Remedy', `As for ${before}.`, page);
  return [...told('Remedy', what, page), ...(reference ? see(reference, page) : [])];
}

/** Of what it was not a second time, that it is the same. */
function misread(diagnosis: Diagnosis, page: Page): readonly Line[] {
  const before = page.remedied?.get(diagnosis.remedy);
  if (before === undefined) return one(diagnosis, 'Mind', page);
  return told('Mind', `${diagnosis.title}, as in ${before} (${certainty(diagnosis.confidence)}).`, page);
}

/** What the stories of these incidents say is to be done, each by the first that says it. */
export function remediedBy(incidents: readonly Incident[], page: Page): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  for (const { id, diagnoses } of incidents) {
    const causesOf = bounded(diagnoses.filter(isCause), MOST_CAUSES, page).shown;
    for (const { remedy: what } of [...causesOf, ...diagnoses.filter((each) => !isCause(each))])
      if (!first.has(what)) first.set(what, id);
  }
  return first;
}

const MOST_CAUSES = 2;
const isCause = ({ about }: Diagnosis): boolean => about === 'cause';

/** Why it happened, with what speaks for and against it, and what to do; then what it was not. */
export const diagnosis = ({ id, diagnoses }: Incident, around: Page): readonly Line[] => {
  const page = { ...around, remedied: new Map([...(around.remedied ?? [])].filter(([, by]) => by !== id)) };
  const misreadings = diagnoses.filter((each) => !isCause(each));
  return [...causes(id, diagnoses, page), ...misreadings.flatMap((each) => misread(each, page))];
};

/** What is surer than the first leaves room for holds together with it. */
const besides = ({ confidence }: Diagnosis, [first]: readonly Diagnosis[]): string =>
  first && confidence > Math.max(0.5, 1 - first.confidence) ? 'Also' : 'Or';

function causes(incident: string, diagnoses: readonly Diagnosis[], page: Page): readonly Line[] {
  const all = diagnoses.filter(isCause);
  if (all.length === 0) return told('Why', 'Undetermined: too little in these logs speaks for any one cause.', page);
  const { shown, hidden } = bounded(all, MOST_CAUSES, page);
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
