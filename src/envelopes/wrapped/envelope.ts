import type { Envelope } from '../envelope.ts';

/** Narrower terminals and pages are rare, and wider lines are not wrapped by chance. */
const NARROWEST = 40;
const WIDEST = 260;
/** One short line below a long one is chance. */
const FEWEST = 2;

/** A record's head states its time, or a number in brackets; with a comma behind it that is one in a sentence. */
const HEAD = /^(?:.{0,60}?(?:\d{4}[-/]\d\d[-/]\d\d|\d\d:\d\d:\d\d|\d\d\/[A-Z][a-z]{2}\/\d{4})|\[(?!\d+\],)|\{)/;
/** Parts of a traceback stand on lines of their own: frames are indented, its header and its exception (`shop.rates.RateMissing: EUR`) are not. */
const OF_TRACEBACK =
  /^(?:\s|Traceback \(|File "|(?:\w+\.)*\w*(?:Error|Exception|Exit|Interrupt|Warning)\b|(?:\w+\.)+[A-Z]\w*(?::|$))/;

/** uWSGI and uvicorn begin lines with neither, and end them where they please (core/master.c, core/uwsgi.c; uvicorn/logging.py). */
const OWN_LINE = /^(?:\*\*\* |DAMN ! |(?:Res|s)pawned uWSGI |worker \d+ |goodbye to uWSGI|[A-Z]+: {2,}\S)/;

const readsOn = (line: string): boolean =>
  line !== '' && !HEAD.test(line) && !OF_TRACEBACK.test(line) && !OWN_LINE.test(line);

/** A cut may fall before a blank: then only what is indented like a frame is none's rest. */
const standsAlone = (line: string): boolean =>
  line === '' || HEAD.test(line) || /^(?:Traceback \(|\s+File "| {4})/.test(line);

const firstWord = (line: string): string => /^\S*/.exec(line)?.[0] ?? '';

/** `letters 80`: cut at the width, within words. `words 72`: broken before the word that did not fit. */
interface Width {
  readonly within: 'letters' | 'words';
  readonly columns: number;
}

const SAME_START = 8;

/** A rest begins with what happens to stand there: not with what the line above it begins with, as a collector's prefix does. */
const beginsAlike = (line: string, next: string): boolean =>
  line.slice(0, SAME_START).trim().length === SAME_START && next.startsWith(line.slice(0, SAME_START));

/** What stood between a line and the next before they were broken apart; `undefined` where the next is a line of its own. */
function jointOf(line: string, next: string, { within, columns }: Width): string | undefined {
  if (beginsAlike(line, next)) return undefined;
  if (within === 'letters') return line.length === columns && !standsAlone(next) ? '' : undefined;
  if (!readsOn(next) || line === '') return undefined;
  return line.length + 1 + firstWord(next).length > columns ? ' ' : undefined;
}

/** Where frames are broken, some lines that begin with no head may still stand for themselves: what a program prints to a log. */
const MOST = 2 / 3;
const BROKEN_FRAME = /^\s*File(?: "[^"]*)?(?:"|", ?line ?\d*,?(?: in)?)?$/;

/** The width at which most lines were broken that no head begins; `undefined` where they stand for themselves. */
function widthOf(lines: readonly string[]): Width | undefined {
  const pairs = lines.slice(1).flatMap((next, at) => {
    const line = lines[at] ?? '';
    return readsOn(next) && !beginsAlike(line, next) ? [[line, next] as const] : [];
  });
  if (!lines.some((line) => HEAD.test(line))) return undefined;
  const words: Width = { within: 'words', columns: widest(lines.filter((line) => SEVERAL_WORDS.test(line))) };
  const letters: Width = { within: 'letters', columns: widest(lines) };
  const share = lines.some((line) => BROKEN_FRAME.test(line)) ? MOST : 1;
  // Within words first: what was broken there reads like what was broken between them.
  const isOfWords = pairs.some(lostBlank) || isOfOneKind(pairs, letters);
  return (isOfWords ? [words] : [letters, words]).find((width) => {
    const { length } = pairs.filter(([line, next]) => jointOf(line, next, width) !== undefined);
    const isWidth = width.columns >= NARROWEST && width.columns <= WIDEST;
    return isWidth && length >= FEWEST && length >= share * pairs.length;
  });
}

/** Within letters blanks are kept: `line` and `17, in handle`, `in` and `handle` were broken apart between words. */
const lostBlank = ([line, next]: readonly [string, string]): boolean =>
  /", line(?: \d+,(?: in)?)?$/.test(line) && /^[\w<]/.test(next);

const USUAL = 10;
/** Lines that differ in their digits alone are as wide as one another by themselves: an edge of a terminal is known by a round width. */
function isOfOneKind(pairs: readonly (readonly [string, string])[], letters: Width): boolean {
  const broken = pairs.filter(([line, next]) => jointOf(line, next, letters) !== undefined);
  const kinds = new Set(broken.map(([line]) => line.replaceAll(/\d/g, '0')));
  return kinds.size === 1 && letters.columns % USUAL !== 0;
}

/** A word that is longer than a page is wide is broken nowhere. */
const SEVERAL_WORDS = /\S\s+\S/;

const widest = (lines: readonly string[]): number => Math.max(0, ...lines.map(({ length }) => length));

const parsed = (layout: string): Width => {
  const [within, columns] = layout.split(' ');
  return { within: within === 'letters' ? 'letters' : 'words', columns: Number(columns) };
};

/** A word that is longer fits nowhere. */
const LONGEST_WORD = 24;

const mayBeBroken = ({ length }: string, { columns }: Width): boolean => length + LONGEST_WORD > columns;

/** Lines that a terminal, a mail or a page broke at its width, and somebody copied so. */
export const wrapped: Envelope = {
  id: 'wrapped',
  title: 'lines broken at the width of a terminal or page',
  docs: 'https://en.wikipedia.org/wiki/Line_wrap_and_word_wrap',
  samples: [
    '[2026-11-23 09:48:49 +0000] [9] [ERROR] Error handling request',
    '/export?customer=4711&format=csv&columns=all&encoding=utf-8',
    '[2026-11-23 09:49:20 +0000] [12] [ERROR] Error handling request',
    '/export?customer=4712&format=csv&columns=all&encoding=utf-8',
  ].map((line) => ({ line, inner: { text: line } })),
  learn: ({ lines }) => {
    const width = widthOf(lines);
    return width && `${width.within} ${String(width.columns)}`;
  },
  cutsLines: true,
  joins: (layout) => {
    const width = parsed(layout);
    return (line, next) => jointOf(line, next, width);
  },
  open: (layout) => (line) => (mayBeBroken(line, parsed(layout)) ? { text: line } : undefined),
};
