/** Colours and their like (SGR): they hide no text once they are gone, and whole logs are coloured. */
const COLOURS = /\u001b\[[\d;:]{0,32}m/g;
/** Whole sequences that set colours or move the cursor (ECMA-48 CSI); no longer ones, as they could hide text. */
const ESCAPES = /(?:\u001b\[|\u009b)[0-?]{0,32}[ -/]{0,4}[@-~]/g;
/** C0 but tab and line feed, DEL, C1; what turns text around, hides it or ends a line: bidi and zero width characters, tags. */
const UNPRINTABLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

const MARK = '\u{FFFD}';

/** Log text made safe for a terminal: control, escape and bidi sequences become a visible mark, colours nothing; tabs and line feeds stay. */
export const printable = (text: string): string =>
  text.replace(COLOURS, '').replace(ESCAPES, MARK).replace(UNPRINTABLE, MARK);

/** Text of at most `max` UTF-16 units, cut with `…` where it is longer; no surrogate pair is split. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max < 1) return '';
  const end = max - 1;
  const isSplit = /[\ud800-\udbff]/.test(text.charAt(end - 1));
  return `${text.slice(0, isSplit ? end - 1 : end)}…`;
}
