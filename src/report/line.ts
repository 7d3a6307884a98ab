import { clip, printable } from '../lib/printable.ts';

/** What a line is to the eye. Without colour it changes nothing, so no meaning may hang on it alone. */
export type Tone = 'plain' | 'strong' | 'alarm' | 'warn' | 'faint';

/** One line of a page for people. Its text may come from a log: only `toText` may print it. */
export interface Line {
  /** Blanks before the text; a label stands in them. */
  readonly indent: number;
  readonly label: string;
  readonly text: string;
  readonly tone: Tone;
}

/** SGR codes, each ended by 0. */
const CODES: Readonly<Record<Tone, string>> = { plain: '', strong: '1', alarm: '1;31', warn: '33', faint: '2' };

const painted = (text: string, code: string): string => (code && text ? `\u001b[${code}m${text}\u001b[0m` : text);

/** Text of any origin on one line, without anything that a terminal would obey. */
const inert = (text: string): string => printable(text.replace(/[\r\n\t\u2028\u2029]+/g, ' '));

/** The one gate to the terminal: what a log wrote is made inert before our own codes are added. */
export const toText = ({ indent, label, text, tone }: Line, colour: boolean): string => {
  const left = inert(label).padEnd(indent);
  const right = inert(text);
  if (!right) return `${left.trimEnd()}\n`;
  return colour ? `${painted(left, label ? CODES.strong : '')}${painted(right, CODES[tone])}\n` : `${left}${right}\n`;
};

export const BLANK: Line = { indent: 0, label: '', text: '', tone: 'plain' };

const splitLong = (word: string, width: number): readonly string[] => {
  if (word.length <= width) return [word];
  const marks = Array.from(word);
  return Array.from({ length: Math.ceil(marks.length / width) }, (_, at) =>
    marks.slice(at * width, (at + 1) * width).join(''),
  );
};

/** At most `width` of a text, with three dots where more follows: plain ASCII, which `clip`'s own mark is not. */
export const cutAt = (text: string, width: number): string =>
  text.length <= width ? text : `${clip(text, width - 2).slice(0, -1)}...`;

/** Text broken at blanks into lines of at most `width`; a longer word is cut. */
export const wrapped = (text: string, width: number): readonly string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of printable(text.replace(/\s+/g, ' '))
    .trim()
    .split(' ')
    .flatMap((long) => splitLong(long, width))) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return line ? [...lines, line] : lines;
};

/** Where a text stands on the page, and how it looks. */
interface Place {
  readonly width: number;
  readonly indent?: number;
  readonly label?: string;
  readonly tone?: Tone;
}

/** Even a paragraph that quotes a log ends somewhere. */
const LONGEST_PROSE = 2_000;

/** A paragraph, its label in the margin of the first line. */
export const paragraph = (text: string, { width, indent = 0, label = '', tone = 'plain' }: Place): readonly Line[] =>
  wrapped(cutAt(text, LONGEST_PROSE), Math.max(20, width - indent)).map((piece, at) => ({
    indent,
    label: at === 0 ? label : '',
    text: piece,
    tone,
  }));

/** The first lines of a paragraph; the last of them shows where it was cut. */
export function briefly(text: string, place: Place, most: number): readonly Line[] {
  const lines = paragraph(text, place);
  const last = lines[most - 1];
  if (lines.length <= most || !last) return lines;
  const rest = lines.slice(most - 1).map(({ text: piece }) => piece);
  return [
    ...lines.slice(0, most - 1),
    { ...last, text: cutAt(rest.join(' '), Math.max(20, place.width - last.indent)) },
  ];
}

/** One line of any length, cut at the width. */
export const single = (text: string, { width, indent = 0, label = '', tone = 'plain' }: Place): Line => ({
  indent,
  label,
  text: cutAt(printable(text.replace(/\s+/g, ' ')), Math.max(20, width - indent)),
  tone,
});
