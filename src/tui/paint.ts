import { displayWidth } from '../lib/display-width.ts';
import { printable } from '../lib/printable.ts';
import type { Line, Style } from './piece.ts';

/** How a frame is brought onto a terminal. */
export interface Paint {
  readonly colour: boolean;
  readonly ascii: boolean;
}

/** Parameters of SGR (ECMA-48, 8.3.117): the sixteen colours that every terminal has, in its own theme. */
const SGR: Readonly<Record<Style, string>> = {
  plain: '',
  dim: '2',
  strong: '1',
  title: '1;36',
  'looked-at': '1;7',
  status: '7',
  request: '36',
  failure: '31',
  alive: '32',
  stall: '36',
  mark: '33',
  culprit: '1;31',
  casualty: '33',
  'possible-casualty': '2;33',
  survivor: '32',
  stalled: '36',
  'cause-timeout': '1;31',
  'cause-oom': '1;35',
  'cause-signal': '1;33',
  'cause-exit': '1;36',
  'cause-boot-failure': '1;34',
  'cause-unknown': '1',
};

const BEYOND_ASCII = /[^ -~]/gu;

/** Words of ours that have a plain form; of other text only its place is kept. */
const PLAIN: Readonly<Record<string, string>> = { '…': '~', '·': '-', '–': '-' };

const plain = (text: string): string =>
  text.replace(BEYOND_ASCII, (glyph) => PLAIN[glyph] ?? '?'.repeat(displayWidth(glyph)));

/** The lines of a frame as text, with colours or without. The last gate: nothing in it can move a cursor. */
export const painted = (lines: readonly Line[], { colour, ascii }: Paint): readonly string[] =>
  lines.map((line) => {
    const pieces = line.map(({ text, style }) => {
      const safe = ascii ? plain(printable(text)) : printable(text);
      return colour && SGR[style] !== '' && safe !== '' ? `\u001b[${SGR[style]}m${safe}\u001b[0m` : safe;
    });
    return colour ? pieces.join('') : pieces.join('').trimEnd();
  });
