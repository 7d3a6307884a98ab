import type { Incident, RequestClaim } from '../../model/report.ts';
import { duration, shortTime } from '../clock.ts';
import { tallied } from '../counted.ts';
import type { Line } from '../line.ts';
import { bounded, marked, row, toldOn } from './margin.ts';
import type { Page } from './margin.ts';

/** More than this many are grouped by what they have in common. */
const MOST_SINGLE = 12;
/** Names listed under a group before the rest is only counted. */
const MOST_NAMES = 24;

const startedText = ({ startedAt }: RequestClaim, at: string | null): string =>
  startedAt === null ? '-' : shortTime(startedAt, at);

const ageText = ({ ageMs }: RequestClaim): string => (ageMs === null ? '-' : duration(ageMs));

/** Columns started, age, request; as wide as their widest cell. */
const table = (claims: readonly RequestClaim[], { at }: Incident, page: Page): readonly Line[] => {
  const cells = claims.map((claim) => [startedText(claim, at), ageText(claim), claim.label] as const);
  const rows = [['started', 'age', 'request'] as const, ...cells];
  const startedWidth = Math.max(...rows.map(([started]) => started.length));
  const ageWidth = Math.max(...rows.map(([, age]) => age.length));
  return rows.map(([started, age, label]) =>
    row(`${started.padEnd(startedWidth)}  ${age.padStart(ageWidth)}  ${label}`, page),
  );
};

/** A number of any base that programs give to one thing alone: digits, or as long a run of hex digits as uuids and hashes have. */
const NUMBER = /(?<![0-9a-z])(?=[a-f-]*\d)[0-9a-f][0-9a-f-]{7,}(?![0-9a-z])|\d+/gi;

/** What texts of one kind share: every number becomes N. */
const kindOf = (text: string): string => text.replace(NUMBER, 'N');

/** What requests of one kind share: besides their numbers, their ids are no part of it. */
const requestKindOf = ({ label, id }: RequestClaim): string => kindOf(id === null ? label : label.replaceAll(id, '0'));

const range = (values: readonly string[]): string => {
  const [low = '', high = ''] = [values.at(0), values.at(-1)];
  return low === high ? low : `${low} to ${high}`;
};

const ages = (claims: readonly RequestClaim[]): string => {
  const known = claims.flatMap(({ ageMs }) => (ageMs === null ? [] : [ageMs])).sort((a, b) => a - b);
  return known.length === 0 ? '' : `, ${range(known.map(duration))} old`;
};

const starts = (claims: readonly RequestClaim[], at: string | null): string => {
  const known = claims.flatMap(({ startedAt }) => (startedAt === null ? [] : [startedAt])).sort();
  return known.length === 0 ? '' : `, started ${range(known.map((started) => shortTime(started, at)))}`;
};

const names = (claims: readonly RequestClaim[], { id }: Incident, page: Page): readonly Line[] => {
  const all = claims.map((claim) => claim.id ?? claim.label);
  // what has no name of its own is told by the title
  if (new Set(all).size === 1) return [];
  const { shown, hidden } = bounded(all, MOST_NAMES, page);
  const more = hidden > 0 ? ` ... and ${String(hidden)} more (forensics explain ${id} shows all)` : '';
  return marked(' ', `${shown.join(', ')}${more}`, page);
};

const groups = (claims: readonly RequestClaim[], incident: Incident, page: Page): readonly Line[] => {
  const kinds = tallied(claims.map(requestKindOf));
  const { shown, hidden } = bounded(kinds, 6, page);
  const lines = shown.flatMap(([kind, count]) => {
    const members = claims.filter((claim) => requestKindOf(claim) === kind);
    const title = `${String(count)} x ${kind}${starts(members, incident.at)}${ages(members)}`;
    const named = names(members, incident, page);
    return [...toldOn(named.length > 0 ? `${title}:` : title, page), ...named];
  });
  const more = `... and ${String(hidden)} more kinds (forensics explain ${incident.id} shows all)`;
  return hidden > 0 ? [...lines, ...toldOn(more, { ...page, tone: 'faint' })] : lines;
};

/** Reasons that differ by numbers alone are told once, with how many are alike. */
export const reasons = (claims: readonly RequestClaim[], page: Page): readonly Line[] => {
  const marks = [
    ['+', claims.flatMap((claim) => claim.reasons)],
    ['-', claims.flatMap(({ against }) => against)],
  ] as const;
  return marks.flatMap(([mark, texts]) =>
    bounded(tallied(texts.map(kindOf)), 3, page).shown.flatMap(([kind, count]) => {
      const example = texts.find((text) => kindOf(text) === kind) ?? kind;
      return marked(mark, count > 1 ? `${example} (and ${String(count - 1)} alike)` : example, page);
    }),
  );
};

/** Requests with start and age: one a line where they are few or all are wanted, else grouped by kind with their names. */
export const requestList = (claims: readonly RequestClaim[], incident: Incident, page: Page): readonly Line[] =>
  claims.length <= MOST_SINGLE || page.complete ? table(claims, incident, page) : groups(claims, incident, page);
