import type { Incident, RequestClaim } from '../../model/report.ts';
import type { Evidence } from '../../model/report-evidence.ts';
import type { Line } from '../line.ts';
import { bounded, quoted, row, told, toldOn } from './margin.ts';
import type { Page } from './margin.ts';
import { toldInJson } from './told-in-json.ts';

/** Lines shown of one incident unless all are wanted. */
const MOST = 8;

const RANKS: Readonly<Record<RequestClaim['role'], number>> = {
  culprit: 0,
  casualty: 1,
  'possible-casualty': 2,
  stalled: 3,
  survivor: 4,
};

const ofClaims = ({ requests }: Incident): readonly Evidence[] =>
  [...requests].sort((a, b) => RANKS[a.role] - RANKS[b.role]).flatMap(({ evidence }) => evidence);

/** Every line once, what the supervisor said first, then the traceback, then the requests by role. */
const linesOf = (incident: Incident): readonly Evidence[] => {
  const all = [
    ...incident.events.map(({ evidence }) => evidence),
    ...(incident.traceback?.evidence ?? []),
    ...ofClaims(incident),
  ];
  return [...new Map(all.map((each) => [`${String(each.source)}:${String(each.offset)}`, each])).values()];
};

/** A record of several lines as its first and its last, which for a traceback is the exception. */
const inOne = (record: string): string => {
  const text = toldInJson(record);
  const lines = text.split('\n').filter((line) => line.trim());
  return lines.length < 2 ? text : `${lines[0] ?? ''} ... ${(lines.at(-1) ?? '').trim()}`;
};

/** Log lines are long: they get nearly the whole width, and two lines of it. */
const MARGIN = 2;
const MOST_LINES = 2;

/** `file:line  text`; the text on a line of its own where both do not fit. */
export const evidenceLines = ({ file, line, text }: Evidence, around: Page): readonly Line[] => {
  const page = { ...around, margin: MARGIN };
  const place = `${file}:${String(line)}`;
  const both = `${place}  ${inOne(text).replace(/\s+/g, ' ')}`;
  const together = row(both, page);
  return together.text.length === both.length
    ? [together]
    : [row(place, page), ...quoted(inOne(text), MOST_LINES, page)];
};

/** The lines that all of this rests on, verbatim, to be read again in their files. */
export const evidence = (incident: Incident, page: Page): readonly Line[] => {
  const { shown, hidden } = bounded(linesOf(incident), MOST, page);
  if (shown.length === 0) return [];
  return [
    ...told('Evidence', 'file:line, and what stands there', { ...page, tone: 'faint' }),
    ...shown.flatMap((each) => evidenceLines(each, page)),
    ...(hidden > 0
      ? toldOn(`... and ${String(hidden)} more (forensics explain ${incident.id} shows all)`, {
          ...page,
          margin: MARGIN,
          tone: 'faint',
        })
      : []),
  ];
};
