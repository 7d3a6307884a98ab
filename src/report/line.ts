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

/** The one gate to the terminal: control and bidi marks of the text are made visible or dropped before our own codes are added. */
export const toText = ({ indent, label, text, tone }: Line, colour: boolean): string => {
  const left = printable(label).padEnd(indent);
  const right = printable(text);
  if (!right) return `${left.trimEnd()}\n`;
  return colour ? `${painted(left, label ? CODES.strong : '')}${painted(right, CODES[tone])}\n` : `${left}${right}\n`;
};

export const BLANK: Line = { indent: 0, label: '', text: '', tone: 'plain' };

const splitLong = (word: string, width: number): readonly string[] => {
  const pieces: string[] = [];
  for (let from = 0; from < word.length; from += width) pieces.push(word.slice(from, from + width));
  return pieces;
};

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
  wrapped(clip(text, LONGEST_PROSE), Math.max(20, width - indent)).map((piece, at) => ({
    indent,
    label: at === 0 ? label : '',
    text: piece,
    tone,
  }));

/** One line of any length, cut at the width. */
export const single = (text: string, { width, indent = 0, label = '', tone = 'plain' }: Place): Line => ({
  indent,
  label,
  text: clip(printable(text.replace(/\s+/g, ' ')), Math.max(20, width - indent)),
  tone,
});
