import type { Size } from './state.ts';

/** The timeline needs so much, or its lanes cannot be told apart. */
export const LEAST: Size = { columns: 60, rows: 16 };

export const isTooSmall = ({ columns, rows }: Size): boolean => columns < LEAST.columns || rows < LEAST.rows;

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** Where the parts of the overview are, in columns and lines from the top left. */
interface OverviewLayout {
  readonly labelColumns: number;
  readonly plotColumns: number;
  readonly headlineRows: number;
  /** Lines of the histogram of requests. */
  readonly histogramRows: number;
  /** First line of the lanes, and how many there are. */
  readonly lanesTop: number;
  readonly laneRows: number;
}

/** Above the lanes, besides headline and histogram: title, failures, incidents, marks, axis. */
const ABOVE = 5;
/** Below the lanes: a rule, two lines on what is looked at, the status. */
const BELOW = 4;

export function overviewLayout({ columns, rows }: Size): OverviewLayout {
  const headlineRows = rows >= 20 ? 2 : 1;
  const histogramRows = rows >= 30 ? 3 : rows >= 20 ? 2 : 1;
  const labelColumns = clamp(Math.floor(columns / 7), 10, 16);
  const lanesTop = ABOVE + headlineRows + histogramRows;
  return {
    ...{ labelColumns, headlineRows, histogramRows, lanesTop },
    plotColumns: columns - labelColumns - 1,
    laneRows: rows - lanesTop - BELOW,
  };
}

/** Where the parts of an incident's screen are. */
interface IncidentLayout {
  readonly labelColumns: number;
  readonly plotColumns: number;
  readonly ageColumns: number;
  /** First line of the requests, and how many there are. */
  readonly rowsTop: number;
  readonly requestRows: number;
  readonly evidenceRows: number;
}

/** Title, two lines of story, axis, span, worker. */
const INCIDENT_ABOVE = 6;
/** A rule and the status. */
const INCIDENT_BELOW = 2;

export function incidentLayout({ columns, rows }: Size): IncidentLayout {
  const labelColumns = clamp(Math.floor(columns * 0.36), 22, 44);
  const ageColumns = 8;
  const free = rows - INCIDENT_ABOVE - INCIDENT_BELOW;
  const evidenceRows = clamp(Math.floor(free * 0.4), 3, 14);
  return {
    ...{ labelColumns, ageColumns, evidenceRows },
    plotColumns: columns - labelColumns - ageColumns - 1,
    rowsTop: INCIDENT_ABOVE,
    requestRows: free - evidenceRows,
  };
}
