import { thousands } from '../lib/thousands.ts';
import { workerName } from '../lib/worker-name.ts';
import type { Incident } from '../model/report.ts';
import { drawLanes } from './draw-lanes.ts';
import type { Glyphs } from './glyphs.ts';
import type { Lane } from './lanes.ts';
import { barsOf, histogramOf } from './histogram.ts';
import { overviewLayout } from './layout.ts';
import { dayAndTime, timeOfDay, day } from './clock-text.ts';
import { fitted, type Line, type Piece, piece, type Style, wrapped } from './piece.ts';
import { axisLine, happeningCells, markCells } from './plot-lines.ts';
import { piecesOf, type Scale } from './plot.ts';
import type { State } from './state.ts';
import { blockWords, causeWords, counted, lengthWords, sure } from './words.ts';

/** The whole night: histogram, incidents, marks, and a lane a life. All lines but the status. */
export function drawOverview(state: State, glyphs: Glyphs): readonly Line[] {
  const layout = overviewLayout(state.size);
  const scale: Scale = { window: state.window, columns: layout.plotColumns };
  const labelled = (label: string, pieces: readonly Piece[], style: Style = 'dim'): Line => [
    piece(` ${fitted(label, layout.labelColumns - 1)} `, style),
    ...pieces,
  ];
  const { requests, failures } = histogramOf(state.night, scale);
  const bars = barsOf(requests, layout.histogramRows, glyphs.levels);
  const labels = ['requests', peakWords(requests), ''];
  return [
    titleLine(state, glyphs),
    ...headline(state, layout.headlineRows),
    ...bars.map((bar, row) => labelled(labels[row] ?? '', [piece(bar, 'request')])),
    labelled(
      'failures',
      barsOf(failures, 1, glyphs.levels).map((bar) => piece(bar, 'failure')),
    ),
    labelled('incidents', piecesOf(happeningCells(state, scale, glyphs))),
    labelled('marks', piecesOf(markCells(state, scale))),
    labelled('', axisLine(scale, { clockwork: state, at: state.at, glyphs })),
    ...drawLanes(state, { scale, layout, glyphs }),
    [piece(glyphs.rule.repeat(state.size.columns), 'dim')],
    ...detail(state, glyphs),
  ];
}

const peakWords = (requests: readonly number[]): string => {
  const most = requests.reduce((max, count) => Math.max(max, count), 0);
  return most >= 1 ? `max ${thousands(Math.round(most))}` : '';
};

function titleLine(clockwork: State, glyphs: Glyphs): Line {
  const { report, range } = clockwork.night;
  const { incidents, casualties } = report.summary;
  const { from, to } = range;
  const isOneDay = day(from, clockwork) === day(to, clockwork);
  const until = isOneDay ? timeOfDay(to, clockwork) : dayAndTime(to, clockwork);
  return [
    piece(' forensics timeline', 'title'),
    piece(`  ${dayAndTime(from, clockwork)} ${glyphs.dash} ${until}`),
    piece(
      `  ${counted(incidents, 'incident')} ${glyphs.dot} ${counted(casualties, 'casualty', 'casualties')}`,
      'strong',
    ),
  ];
}

function headline({ night, size }: State, rows: number): readonly Line[] {
  const told = night.happenings.length === 0 ? noIncident(night.lanes.length) : night.report.summary.headline;
  const lines = wrapped(told, size.columns - 2);
  return Array.from({ length: rows }, (_, row) => {
    const isCut = row === rows - 1 && lines.length > rows;
    return [piece(` ${isCut ? lines.slice(row).join(' ') : (lines[row] ?? '')}`)];
  });
}

const noIncident = (lives: number): string =>
  `No incident in this case: nobody died abnormally. ${counted(lives, 'worker life', 'worker lives')} seen.`;

/** Two lines on what is looked at. */
function detail(state: State, glyphs: Glyphs): readonly Line[] {
  const lane = state.night.lanes[state.lane];
  if (!lane) return [[], []];
  const incident = state.night.happenings[lane.incident ?? -1]?.incident;
  return [lifeLine(lane, state, glyphs), incident ? incidentLine(incident, glyphs) : endLine(lane)];
}

function lifeLine({ life, isBooted, from, to }: Lane, state: State, glyphs: Glyphs): Line {
  const until = life.diedAt === null ? 'end not told' : timeOfDay(to, state);
  const since = isBooted ? timeOfDay(from, state) : 'before the logs';
  const next = life.replacedBy === null ? '' : ` ${glyphs.dot} replaced by ${String(life.replacedBy)}`;
  return [
    piece(` ${workerName(life)}${life.host === null ? '' : ` on ${life.host}`}`, 'strong'),
    piece(`  ${since} ${glyphs.dash} ${until} (${lengthWords(to - from)})${next}`),
  ];
}

const endLine = ({ life }: Lane): Line => [
  piece(life.end === 'running' ? ' no log tells of an end' : ` ended: ${life.end}`, 'dim'),
];

function incidentLine(incident: Incident, { dot }: Glyphs): Line {
  const stuck = blockWords(incident);
  const words = [
    counted(incident.casualtyCount, 'casualty', 'casualties'),
    ...(stuck === undefined ? [] : [`stuck in ${stuck}`]),
    `confidence ${sure(incident.confidence)}`,
  ];
  return [
    piece(` ${incident.id} ${causeWords(incident)}`, `cause-${incident.cause}`),
    piece(` ${dot} ${words.join(` ${dot} `)}`),
  ];
}
