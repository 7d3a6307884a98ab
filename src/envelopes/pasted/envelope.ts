import type { Envelope, Peel } from '../envelope.ts';

/** What mails, tickets and terminals set before each line: blanks, quotes, comments, the frame of a box. */
const QUOTE = /^[\s>#│┃║|]+/u;
const FRAME_END = /\s*[│┃║]\s*$/u;

const BLANKS_ONLY = /^\s+$/;
const FRAME = /^(?:File "|at |from )/;

const commonStart = (a: string, b: string): string => {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return a.slice(0, at);
};

/** What all lines begin with; a blank line may have lost its trailing blanks. */
const quoteOf = (lines: readonly string[]): string => {
  const told = lines.filter((line) => line.trim() !== '');
  const [first] = told;
  if (first === undefined || told.length < 2) return '';
  const quote = QUOTE.exec(told.reduce(commonStart))?.[0] ?? '';
  // Frames without what stands above them are indented themselves: at most one blank after the mark belongs to it.
  const isFrames = told.some((line) => FRAME.test(line.slice(quote.length)));
  return isFrames && !BLANKS_ONLY.test(quote) ? quote.replace(/\s+$/, ' ') : quote;
};

/** How records begin, as far as that is alike in all logs; the kernel's uptime; gunicorn's pid and level, its time left out. */
const HEAD =
  /^(?:\[?\d{4}[-/]\d\d[-/]\d\d[ T]\d\d:\d\d:\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d |\[ *\d+\.\d{6}\] |\[\d+\] \[[A-Z]+\] )/;

/** What the log's lines begin with where a text stands around them: a block within a report, an answer that quotes. */
function quoteWithin(lines: readonly string[]): string {
  const heads = lines.filter((line) => HEAD.test(line.replace(QUOTE, '')));
  return heads.length === lines.length || heads.some((line) => HEAD.test(line)) ? '' : quoteOf(heads);
}

/** A mark before a head that follows blanks: `  | [2026-…`. */
const MARKED = /^\s*[>#│┃║|]\s+(?=\S)/u;

/** What some lines with a head begin with among others that begin with their own: what was copied from a log's surroundings. */
function quoteOfSome(lines: readonly string[]): string {
  const marked = lines.flatMap((line) => {
    const [mark = ''] = MARKED.exec(line) ?? [];
    return mark !== '' && HEAD.test(line.slice(mark.length)) ? [mark] : [];
  });
  const [mark = ''] = marked;
  return marked.every((other) => other === mark) ? mark : '';
}

const FENCE = /^( +)```/;
const INDENTED = /^ {2}File "/;

/** The indentation of a block that stands between fences within a list; what else is indented in the text stays as it is. */
function indentOfBlock(lines: readonly string[]): string {
  const [indent = ''] = lines.flatMap((line) => FENCE.exec(line)?.[1] ?? []);
  const fences = lines.flatMap((line, at) => (FENCE.exec(line)?.[1] === indent ? at : []));
  const isWithin = (at: number): boolean => fences.filter((fence) => fence < at).length % 2 === 1;
  const isAlone = lines.every((line, at) => !INDENTED.test(line) || isWithin(at));
  const isIndented = lines.every((line, at) => !isWithin(at) || line.startsWith(indent) || line.trim() === '');
  return fences.length > 1 && isAlone && isIndented ? indent : '';
}

const ANY_FRAME = /^\s*File "[^"]*", (?:line \d|in \w)/;
/** Python itself indents frames by two. */
const OF_ITSELF = 2;

/** What lines have in common that stand around frames, no blank one between, where a text about them is not indented. */
function indentOfFrames(lines: readonly string[]): string {
  const paragraphs = lines.join('\n').split(/\n\s*\n/);
  const told = paragraphs.flatMap((paragraph) => {
    const within = paragraph.split('\n');
    return within.some((line) => ANY_FRAME.test(line)) ? within.filter((line) => line.trim() !== '') : [];
  });
  const [indent = ''] = told.length < 2 ? [] : (/^ +/.exec(told.reduce(commonStart)) ?? []);
  return indent.length > OF_ITSELF && told.length < lines.length ? indent : '';
}

const isBlankUnder = (line: string, quote: string): boolean => line.trimEnd() === quote.trimEnd();

const peelOf =
  (quote: string): Peel =>
  (line) => {
    if (!line.startsWith(quote)) return isBlankUnder(line, quote) ? { text: '' } : undefined;
    const text = line.slice(quote.length);
    return { text: /[│┃║]/u.test(quote) ? text.replace(FRAME_END, '') : text };
  };

/** Text copied out of a mail, a ticket, a wiki or a terminal's frame: the same marks before every line. */
export const pasted: Envelope = {
  id: 'pasted',
  title: 'pasted text (quoted, indented, framed)',
  docs: 'https://www.rfc-editor.org/rfc/rfc3676#section-4.5',
  samples: [
    {
      line: '> [2026-11-23 08:51:06 +0000] [1] [INFO] hello',
      inner: { text: '[2026-11-23 08:51:06 +0000] [1] [INFO] hello' },
    },
    { line: '>   File "a.py", line 1, in f', inner: { text: '  File "a.py", line 1, in f' } },
  ],
  learn: ({ lines }) => {
    const quote =
      quoteOf(lines) || quoteWithin(lines) || indentOfBlock(lines) || quoteOfSome(lines) || indentOfFrames(lines);
    return quote === '' ? undefined : JSON.stringify(quote);
  },
  open(layout) {
    const quote: unknown = JSON.parse(layout);
    return peelOf(typeof quote === 'string' ? quote : '');
  },
};
