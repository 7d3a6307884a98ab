import { decodeText } from '../lib/decode-text.ts';

/** Longest record kept as text; what lies beyond can be read again by its offset. */
const MAX_RECORD_BYTES = 256 * 1024;

/** The text of bytes[from, to), NUL bytes left out, line ends as `\n`, no line end at the end. */
export function recordText(bytes: Buffer, from: number, to: number): string {
  const text = decodeText(bytes.subarray(from, Math.min(to, from + MAX_RECORD_BYTES)));
  const told = text.includes('\0') ? text.replaceAll('\0', '') : text;
  return told.includes('\r') ? told.replace(/\r(?=\n|$)/g, '') : told;
}
