import { groupedBy } from '../../lib/grouped.ts';
import type { Request } from '../../model/request.ts';

/** One match is a chance. */
const FEWEST = 3;
/** What most lines have in that place are ids; some tell of requests that nobody else tells of. */
const LEAST_KNOWN = 0.5;
/** Where nearly each line has another value there, few are known as most lie outside what the server's own log was read again for. */
const LEAST_DISTINCT = 0.9;
/** A `log_format` has its additions behind all else. */
const MOST_PLACES = 6;

const BETWEEN_WORDS = ' \t\r\n"\',;|[](){}<>';

/**
 * Gives requests of access lines that name no id the one that stands in a column without a name: the place, counted from the end of
 * the line, whose values the server's own log uses as ids.
 */
export function idsInColumns(requests: readonly Request[], own: readonly Request[]): readonly Request[] {
  const ids = new Set(own.flatMap(({ id }) => id ?? []));
  if (ids.size === 0) return requests;
  const named = new Map<Request, string>();
  for (const [, lines] of groupedBy(requests.filter(isUnnamed), ({ evidence: [first] }) => first?.origin.source))
    for (const [line, id] of idsAmong(lines, ids)) named.set(line, id);
  return requests.map((request) => {
    const id = named.get(request);
    return id === undefined ? request : { ...request, id };
  });
}

/** The ids that stand in one place of one source's lines. */
function idsAmong(lines: readonly Request[], ids: ReadonlySet<string>): readonly (readonly [Request, string])[] {
  const words = lines.map(lastWords);
  const columns = Array.from({ length: MOST_PLACES }, (_, place) => {
    const values = new Set<string>();
    let [told, known] = [0, 0];
    for (const some of words) {
      const value = valueAt(some, place);
      if (value === undefined) continue;
      told += 1;
      if (values.has(value)) continue;
      values.add(value);
      if (ids.has(value)) known += 1;
    }
    return { place, told, distinct: values.size, known };
  });
  const [best] = columns.sort((a, b) => b.known - a.known);
  if (!best || best.known < FEWEST) return [];
  if (best.known < best.told * LEAST_KNOWN && best.distinct < best.told * LEAST_DISTINCT) return [];
  return lines.flatMap((line, at): readonly (readonly [Request, string])[] => {
    const id = valueAt(words[at], best.place);
    return id === undefined ? [] : [[line, id]];
  });
}

function valueAt(words: readonly string[] | undefined, place: number): string | undefined {
  const word = words?.[place];
  return word === '-' ? undefined : word;
}

const isUnnamed = ({ id, evidence }: Request): boolean =>
  id === undefined && evidence.some(({ edge, facts }) => edge === 'whole' && facts.upstreamError === undefined);

/** The last words of an access line, the last first. Of thousands of lines only their ends are looked at. */
function lastWords({ evidence }: Request): readonly string[] {
  const line = evidence.find(({ facts }) => facts.upstreamError === undefined)?.text ?? '';
  const words: string[] = [];
  let end = line.length;
  for (let at = line.length - 1; at >= -1 && words.length < MOST_PLACES; at -= 1) {
    if (at >= 0 && !BETWEEN_WORDS.includes(line.charAt(at))) continue;
    if (at + 1 < end) words.push(line.slice(at + 1, end));
    end = at;
  }
  return words;
}
