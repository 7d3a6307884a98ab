import type { Incident, Report } from '../../model/report.ts';
import { fullTime } from '../clock.ts';
import { counted } from '../counted.ts';
import { gravest } from '../gravest.ts';
import { BLANK, paragraph, toText } from '../line.ts';
import type { Line } from '../line.ts';
import type { Renderer, RenderOptions } from '../renderer.ts';
import { aftermath } from './aftermath.ts';
import { block } from './block.ts';
import { casualties } from './casualties.ts';
import { culprit } from './culprit.ts';
import { diedTogether } from './died-together.ts';
import { diagnosis, remediedBy } from './diagnosis.ts';
import { evidence } from './evidence.ts';
import { failures } from './failures.ts';
import { longerTimeout } from './longer-timeout.ts';
import { bounded, toldOn } from './margin.ts';
import type { Page } from './margin.ts';
import { noIncident } from './no-incident.ts';
import { opening } from './opening.ts';
import { gaps, nearMisses, patterns } from './outlook.ts';
import { remarks } from './remarks.ts';
import { sources, warnings } from './reading.ts';

type Section<Subject> = (subject: Subject, page: Page) => readonly Line[];

/** The margin of a story holds its labels; the lists after it have none. */
const STORY_MARGIN = 10;
const LIST_MARGIN = 2;

const STORY: readonly Section<Incident>[] = [
  opening,
  block,
  culprit,
  casualties,
  aftermath,
  diagnosis,
  longerTimeout,
  evidence,
];

const story: Section<Incident> = (incident, around) => {
  const page = { ...around, margin: STORY_MARGIN };
  return [BLANK, ...STORY.flatMap((section) => section(incident, page))];
};

const headline: Section<Report> = ({ summary }, { width }) => paragraph(summary.headline, { width, tone: 'strong' });

const MOST_STORIES = 10;

const stories: Section<Report> = ({ incidents }, page) => {
  const { hidden } = bounded(incidents, MOST_STORIES, page);
  const shown = gravest(incidents, incidents.length - hidden);
  const more = `... and ${counted(hidden, 'more incident')} (forensics incidents lists all, forensics explain ID tells one)`;
  const remedied = remediedBy(shown, page);
  return [
    ...shown.flatMap((incident) => story(incident, { ...page, remedied })),
    ...(hidden > 0 ? [BLANK, ...toldOn(more, page)] : []),
  ];
};

const imprint: Section<Report> = ({ tool, generatedAt }, { width }) => [
  BLANK,
  ...paragraph(`${tool.name} ${tool.version}, ${fullTime(generatedAt)}`, { width, tone: 'faint' }),
];

const REPORT: readonly Section<Report>[] = [
  headline,
  noIncident,
  stories,
  remarks,
  diedTogether,
  patterns,
  nearMisses,
  failures,
  gaps,
  sources,
  warnings,
  imprint,
];

function* render(report: Report, options: RenderOptions): Iterable<string> {
  const page = { ...options, margin: LIST_MARGIN };
  for (const section of REPORT) for (const line of section(report, page)) yield toText(line, options.colour);
}

/** For a tired engineer over ssh: headline first, then each incident as a short story, then what is known and what is not. */
export const textRenderer: Renderer = { id: 'text', title: 'for people, in the terminal', extension: 'txt', render };
