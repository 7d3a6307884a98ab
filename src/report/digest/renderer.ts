import { workerName } from '../../lib/worker-name.ts';
import type { DiedTogether } from '../../model/died-together.ts';
import type { Incident, Report } from '../../model/report.ts';
import { certainty } from '../certainty.ts';
import { fullTime } from '../clock.ts';
import { counted } from '../counted.ts';
import { diedTogetherWords } from '../died-together-words.ts';
import { gravest } from '../gravest.ts';
import { briefly, single, toText } from '../line.ts';
import type { Line } from '../line.ts';
import type { Renderer, RenderOptions } from '../renderer.ts';

/** With headline, counts, warnings and the way on, ten lines at most; a pattern takes the place of one. */
const MOST_INCIDENTS = 4;
const MOST_CAUSES = 2;
/** Up to so many, each has a line to spare for who is to blame. */
const FEW_INCIDENTS = 2;

/** Its id has no room here, and would leave none for what follows. */
const ITS_ID = / \(id [^)]*\)$/;

/** A claim may be about a request that no log names; then the code says more. */
const culprit = ({ requests, blocked, disturbance }: Incident): string => {
  const [first] = requests.filter(({ role }) => role === 'culprit');
  const frame = blocked?.frame ?? null;
  if (first && (first.id !== null || first.target !== null || frame === null))
    return `, culprit ${first.label.replace(ITS_ID, '')} (${certainty(first.confidence)})`;
  if (disturbance?.explains) return ', no request to blame';
  return frame === null ? ', culprit not known' : `, stuck at ${frame}`;
};

/** Two lines where there is room to name the culprit, else one without. */
const incidentLines = (incident: Incident, { width }: RenderOptions, most: number): readonly Line[] => {
  const died = counted(incident.casualtyCount, 'casualty', 'casualties');
  const text = `${incident.id}  ${fullTime(incident.at)}  ${workerName(incident.worker)} ${incident.cause}, ${died}`;
  return most === 1
    ? [single(text, { width, indent: 2 })]
    : briefly(text + culprit(incident), { width, indent: 2 }, most);
};

const countsOf = ({ incidents, nearMisses, failures, gaps }: Report): string => {
  const failed = incidents.length === 0 ? failures.list.length : 0;
  const parts = [
    ...(failed > 0 ? [counted(failed, 'failed request')] : []),
    ...(nearMisses.length > 0 ? [counted(nearMisses.length, 'near miss', 'near misses')] : []),
    ...(failures.unexplained > 0 ? [counted(failures.unexplained, 'unexplained failure')] : []),
    ...(gaps.length > 0 ? [counted(gaps.length, 'gap in these logs', 'gaps in these logs')] : []),
  ];
  return parts.length > 0 ? `Also: ${parts.join(', ')}.` : '';
};

/** Where nobody died, why requests failed is what there is to tell. */
function* failedWithoutDeath({ incidents, failureDiagnoses }: Report, { width }: RenderOptions): Iterable<Line> {
  if (incidents.length > 0) return;
  const most = [...failureDiagnoses].sort((a, b) => b.count - a.count).slice(0, MOST_CAUSES);
  for (const { count, title } of most)
    yield* briefly(`${counted(count, 'request')} failed: ${title}`, { width, indent: 2 }, 2);
}

const warned = ({ warnings }: Report): string => {
  const total = warnings.reduce((sum, { count }) => sum + count, 0);
  return total > 0 ? `${counted(total, 'warning')} while reading.` : '';
};

const wayOn = ({ incidents, workers }: Report): string => {
  const [worst] = gravest(incidents, 1);
  if (worst) return `Next: forensics report, or forensics explain ${worst.id}`;
  return workers.length > 0
    ? 'Next: forensics report tells what was looked at.'
    : 'These logs tell of no worker at all, so nothing is ruled out: see forensics report.';
};

/** What takes a place from a pattern, as it says more, is at least so likely. */
const LIKELY = 0.6;

/** One likely cause of several; else the pattern of the most; else what may have been one cause. */
function alikeIn({ patterns, diedTogether }: Report): string | undefined {
  const sureness = ({ causes: [first] }: DiedTogether): number => first?.confidence ?? 0;
  const ofOneCause = diedTogether.filter(({ causes }) => causes.length > 0);
  const likely = ofOneCause.find((group) => sureness(group) >= LIKELY);
  const [commonest] = [...patterns].sort((a, b) => b.incidents.length - a.incidents.length);
  const group = likely ?? (commonest ? undefined : ofOneCause[0]);
  return group ? diedTogetherWords(group) : commonest?.title;
}

/** One line each leaves no room to say where: what they have in common does. */
function* manyIncidents(report: Report, options: RenderOptions): Iterable<Line> {
  const { width } = options;
  const { incidents } = report;
  const alike = alikeIn(report);
  const most = MOST_INCIDENTS - (alike === undefined ? 0 : 1);
  const shown = incidents.length <= most ? incidents : gravest(incidents, most - 1);
  const hidden = incidents.length - shown.length;
  for (const incident of shown) yield* incidentLines(incident, options, 1);
  if (hidden > 0)
    yield single(`... and ${counted(hidden, 'more incident')} (forensics incidents lists all)`, { width, indent: 2 });
  if (alike !== undefined) yield* briefly(`Alike: ${alike}`, { width, indent: 2 }, 2);
}

function* linesOf(report: Report, options: RenderOptions): Iterable<Line> {
  const { width } = options;
  const isFew = report.incidents.length <= FEW_INCIDENTS;
  yield* briefly(report.summary.headline, { width, tone: 'strong' }, isFew ? 3 : 2);
  yield* failedWithoutDeath(report, options);
  if (isFew) for (const incident of report.incidents) yield* incidentLines(incident, options, 2);
  else yield* manyIncidents(report, options);
  for (const text of [countsOf(report), warned(report), wayOn(report)]) if (text) yield single(text, { width });
}

function* render(report: Report, options: RenderOptions): Iterable<string> {
  for (const line of linesOf(report, options)) yield toText(line, options.colour);
}

/** The findings in ten lines at most: what an ingest ends with. */
export const digestRenderer: Renderer = { id: 'digest', title: 'the findings in ten lines', extension: 'txt', render };
