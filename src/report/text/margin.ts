import { printable } from '../../lib/printable.ts';
import { cutAt, paragraph, wrapped } from '../line.ts';
import type { Line, Tone } from '../line.ts';
import type { RenderOptions } from '../renderer.ts';

/** How a page is looked at, the width of the margin in which its labels stand, and the tone of what is written next. */
export interface Page extends RenderOptions {
  readonly margin: number;
  readonly tone?: Tone;
  /** What to do, by the first incident that is told it: the others are not told it at length again. */
  readonly remedied?: ReadonlyMap<string, string>;
}

/** Prose wider than this is hard to read, however wide the screen. */
const WIDEST_PROSE = 100;

const proseWidth = ({ width }: Page): number => Math.min(width, WIDEST_PROSE);

/** A paragraph beside its label. */
export const told = (label: string, text: string, page: Page): readonly Line[] =>
  paragraph(text, { width: proseWidth(page), indent: page.margin, label, tone: page.tone ?? 'plain' });

/** A paragraph below, under the same label. */
export const toldOn = (text: string, page: Page): readonly Line[] => told('', text, page);

/** A paragraph under a mark such as `+`, set in by the mark's width. */
export const marked = (mark: string, text: string, page: Page): readonly Line[] =>
  toldOn(text, { ...page, width: proseWidth(page) - mark.length - 1 }).map((line, at) => ({
    ...line,
    text: `${at === 0 ? mark : ' '.repeat(mark.length)} ${line.text}`,
  }));

/** Code or log text set in, cut after `most` lines of the width. */
export const quoted = (text: string, most: number, { width, margin }: Page): readonly Line[] => {
  const room = Math.max(20, width - margin - 2);
  const lines = wrapped(cutAt(text, room * most), room);
  const kept =
    lines.length > most ? [...lines.slice(0, most - 1), cutAt(lines.slice(most - 1).join(' '), room)] : lines;
  return kept.map((line) => ({ indent: margin + 2, label: '', text: line, tone: 'plain' }));
};

/** One line of a table, its blanks kept; cut at the width. */
export const row = (text: string, { width, margin }: Page): Line => ({
  indent: margin,
  label: '',
  text: cutAt(printable(text.replace(/[\r\n\t]+/g, ' ')), Math.max(20, width - margin)),
  tone: 'plain',
});

/** One line that is to be copied from the screen: never cut, never rewrapped. */
export const verbatim = (text: string, { margin }: Page): Line => ({ indent: margin, label: '', text, tone: 'faint' });

/** The title of a section, underlined across the page. */
export const heading = (title: string, page: Page): Line => ({
  indent: 0,
  label: '',
  text: `== ${title} `.padEnd(proseWidth(page), '='),
  tone: page.tone ?? 'strong',
});

/** How much of a long list is shown, and how much is left over. */
interface Bounded<Item> {
  readonly shown: readonly Item[];
  readonly hidden: number;
}

/** The first `limit` items; all of them where the reader wants a complete report, or only one would be left out. */
export const bounded = <Item>(items: readonly Item[], limit: number, { complete }: RenderOptions): Bounded<Item> => {
  const shown = complete || items.length <= limit + 1 ? items : items.slice(0, limit);
  return { shown, hidden: items.length - shown.length };
};
