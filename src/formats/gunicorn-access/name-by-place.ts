import { type Column, labelOf, mostly, type Names } from './columns.ts';
import { isMicroseconds, statedUnit } from './name-durations.ts';

/** Names the columns that are known by where they stand, as in the combined format, or by their label. */
export function nameByPlace(columns: readonly Column[], names: Names, status: Column): void {
  const name = (column: Column | undefined, atom: string): void => {
    const conversion = `%(${atom})s`;
    if (column && !names.has(column) && ![...names.values()].includes(conversion)) names.set(column, conversion);
  };
  nameClient(columns, names, name);
  name(queryColumn(columns, names), 'q');
  name(bytesColumn(columns, names, status), 'b');
  const quoted = columns.filter((column) => !names.has(column) && column.before.endsWith('"'));
  name(quoted.find(isReferer), 'f');
  name(quoted.find(isAgent), 'a');
}

type Name = (column: Column | undefined, atom: string) => void;

const IPV6 = String.raw`(?=[\da-f:]*::|(?:[\da-f]+:){6})[\da-f:]+(?:\d{1,3}(?:\.\d{1,3}){3})?`;
const HOST = new RegExp(String.raw`^(?:\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?|${IPV6}|:\d+|localhost)$`, 'i');
// 09:47:48.152: an application's record that begins with the time of day
const CLOCK = /^\d\d:\d\d:\d\d(?:[.,]\d+)?$/;
const HOST_LABEL = /^(?:h|ip|host|addr|address|remote.*|client.*)$/i;

function nameClient(columns: readonly Column[], names: Names, name: Name): void {
  name(columns.find(isClient), 'h');
  const [first, second, third, fourth] = columns;
  if (!first || !fourth || names.get(first) !== '%(h)s' || names.get(fourth) !== '%(t)s') return;
  if (second?.told.length !== 0 || second.before !== ' ' || third?.before !== ' ') return;
  name(second, 'l');
  name(third, 'u');
}

const isClient = (column: Column, place: number): boolean => {
  const label = labelOf(column);
  if (label === '' ? place > 0 : !HOST_LABEL.test(label)) return false;
  if (mostly(column, (value) => CLOCK.test(value))) return false;
  return mostly(column, (value) => HOST.test(value)) || (place === 0 && column.told.length === 0);
};

const QUERY_LABEL = /^(?:q|qs|(?:request_?)?query(?:_?string)?|args)$/i;

const queryColumn = (columns: readonly Column[], names: Names): Column | undefined =>
  columns.find((column, place) => {
    if (QUERY_LABEL.test(labelOf(column))) return true;
    const isBetween =
      names.get(columns[place - 1] ?? column) === '%(U)s' && names.get(columns[place + 1] ?? column) === '%(H)s';
    return isBetween && column.told.every((value) => value.includes('='));
  });

const BYTES_LABEL =
  /^(?:b|bytes?|size|length|sent|(?:body_)?bytes_sent|bytes_out|(?:response|content)_?(?:length|size))$/i;
const COUNT = /^\d+$/;

/** Behind the status; but a column that looks like microseconds leaves the name to one that does not. */
function bytesColumn(columns: readonly Column[], names: Names, status: Column): Column | undefined {
  const counts = columns.filter((column) => !names.has(column) && statedUnit(column) === undefined && isCount(column));
  const labelled = counts.find((column) => BYTES_LABEL.test(labelOf(column)));
  if (labelled) return labelled;
  const next = columns[columns.indexOf(status) + 1];
  if (!next || !counts.includes(next) || labelOf(next) !== '') return undefined;
  const plain = counts.filter((column) => labelOf(column) === '');
  return isMicroseconds(next) ? (plain.find((column) => !isMicroseconds(column)) ?? next) : next;
}

const isCount = (column: Column): boolean => column.values.every((value) => value === '-' || COUNT.test(value));

const isReferer = (column: Column, place: number, quoted: readonly Column[]): boolean =>
  /^f$|refer/i.test(labelOf(column)) ||
  (labelOf(column) === '' &&
    (column.after === '" "' || mostly(column, (value) => /^https?:\/\//.test(value))) &&
    quoted.length > place);

const isAgent = (column: Column, place: number, quoted: readonly Column[]): boolean =>
  /^a$|^ua$|agent/i.test(labelOf(column)) ||
  (labelOf(column) === '' &&
    (quoted[place - 1]?.after === '" "' || mostly(column, (value) => /^[\w.-]+\/v?\d/.test(value))));
