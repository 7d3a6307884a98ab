/** Whole escape sequences: CSI … final byte, OSC … BEL or ST, and two-byte ones (ECMA-48). */
const ESCAPES =
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])|\u009b[0-?]*[ -/]*[@-~]/g;
/** C0 but tab and line feed, DEL, C1, and what turns text around or hides it: bidi controls, zero width characters, BOM. */
const UNPRINTABLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

/** Log text made safe for a terminal: control, escape and bidi sequences become a visible mark. */
export const printable = (text: string): string => text.replace(ESCAPES, '\u{FFFD}').replace(UNPRINTABLE, '\u{FFFD}');

/** Text of at most `max` UTF-16 units, cut with `…` where it is longer; no character is split. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = Math.max(0, max - 1);
  const isSplit = /[\ud800-\udbff]/.test(text.charAt(end - 1));
  return `${text.slice(0, isSplit ? end - 1 : end)}…`;
}
