/** Longest record kept as text; what lies beyond can be read again by its offset. */
const MAX_RECORD_BYTES = 256 * 1024;

/** The text of bytes[from, to): UTF-8 with U+FFFD for what is none, line ends as `\n`, no line end at the end. */
export function recordText(bytes: Buffer, from: number, to: number): string {
  const text = bytes.toString('utf8', from, Math.min(to, from + MAX_RECORD_BYTES));
  return text.includes('\r') ? text.replace(/\r(?=\n|$)/g, '') : text;
}
