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
  const known = knownByPlace(lines, ids);
  const most = Math.max(...known);
  if (most < FEWEST) return [];
  const place = known.indexOf(most);
  const named = lines.flatMap((line): readonly (readonly [Request, string])[] => {
    const id = wordAt(textOf(line), place);
    return id === undefined ? [] : [[line, id]];
  });
  const distinct = new Set(named.map(([, id]) => id)).size;
  return most < named.length * LEAST_KNOWN && distinct < named.length * LEAST_DISTINCT ? [] : named;
}

/** How many ids stand in each place, each counted once. Of tens of thousands of lines only words that are as long as an id are looked at. */
function knownByPlace(lines: readonly Request[], ids: ReadonlySet<string>): readonly number[] {
  const lengths = new Set([...ids].map(({ length }) => length));
  const known = Array.from({ length: MOST_PLACES }, () => new Set<string>());
  for (const line of lines) {
    const text = textOf(line);
    eachLastWord(text, (place, from, to) => {
      const word = lengths.has(to - from) ? text.slice(from, to) : NO_VALUE;
      if (word !== NO_VALUE && ids.has(word)) known[place]?.add(word);
    });
  }
  return known.map(({ size }) => size);
}

const NO_VALUE = '-';

function wordAt(text: string, place: number): string | undefined {
  let word: string | undefined;
  eachLastWord(text, (at, from, to) => {
    if (at === place) word = text.slice(from, to);
  });
  return word === NO_VALUE ? undefined : word;
}

const isUnnamed = ({ id, evidence }: Request): boolean =>
  id === undefined && evidence.some(({ edge, facts }) => edge === 'whole' && facts.upstreamError === undefined);

const textOf = ({ evidence }: Request): string =>
  evidence.find(({ facts }) => facts.upstreamError === undefined)?.text ?? '';

/** Gives the last words of an access line, the last first. Of thousands of lines only their ends are looked at. */
function eachLastWord(line: string, take: (place: number, from: number, to: number) => void): void {
  let [place, end] = [0, line.length];
  for (let at = line.length - 1; at >= -1 && place < MOST_PLACES; at -= 1) {
    if (at >= 0 && !BETWEEN_WORDS.includes(line.charAt(at))) continue;
    if (at + 1 < end) {
      take(place, at + 1, end);
      place += 1;
    }
    end = at;
  }
}
