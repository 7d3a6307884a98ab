import { decodeText } from '../lib/decode-text.ts';
import { NEWLINE } from '../lib/newline.ts';
import type { Source } from './source.ts';
import { readPart } from './stored-bytes.ts';

/** A longer file is also looked at in the middle: the beginning may be a banner, or another version's. */
const LONG_BYTES = 1024 * 1024;

interface Extent {
  /** Of each part that is looked at. */
  readonly maxBytes: number;
  /** In all. */
  readonly maxLines: number;
}

/** At least so many bytes from a place on, as far as they are there. */
async function bytesFrom(source: Source, fromByte: number, count: number): Promise<Uint8Array> {
  const { file, bytes: stored = 0 } = source;
  // a chunk is many times as long
  if (file !== undefined) return storedBytes({ path: file, from: fromByte, to: Math.min(stored, fromByte + count) });
  for await (const { bytes } of source.chunks({ fromByte, warn: () => undefined })) return bytes;
  return new Uint8Array(0);
}

function storedBytes(range: Parameters<typeof readPart>[0]): Uint8Array {
  try {
    return readPart(range);
  } catch {
    return new Uint8Array(0);
  }
}

/** Each line is read in its own encoding: what is appended to a file may be written in another. */
function textLines(bytes: Uint8Array): readonly string[] {
  const text = new TextDecoder().decode(bytes);
  if (!text.includes('\uFFFD')) return text.split('\n');
  const lines: string[] = [];
  for (let from = 0; from <= bytes.length;) {
    const newline = bytes.indexOf(NEWLINE, from);
    const to = newline < 0 ? bytes.length : newline;
    const line = decodeText(bytes.subarray(from, to));
    lines.push(from === 0 ? line.replace(/^\uFEFF/, '') : line);
    from = to + 1;
  }
  return lines;
}

/** Lines of a text that may have been cut anywhere: the last one counts only if it is whole, or there is no other. */
function linesOf(bytes: Uint8Array, { maxBytes, maxLines }: Extent): readonly string[] {
  const lines = textLines(bytes.subarray(0, maxBytes));
  const isLastOut = lines.length > 1 && (bytes.length > maxBytes || lines.at(-1) === '');
  return lines
    .slice(0, Math.min(maxLines, lines.length - Number(isLastOut)))
    .map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}

/**
 * Lines to know a format by, as text without line ends: from the beginning, and of a long plain file half of them from its
 * middle. Trouble is told when the source is read.
 */
export async function sampleLines(source: Source, { maxBytes, maxLines }: Extent): Promise<readonly string[]> {
  const start = await bytesFrom(source, 0, maxBytes + 1);
  if (source.file === undefined || source.bytes === undefined || source.bytes <= LONG_BYTES) {
    return start.length === 0 ? [] : linesOf(start, { maxBytes, maxLines });
  }
  const middle = await bytesFrom(source, Math.floor(source.bytes / 2), maxBytes + 1);
  const half = { maxBytes, maxLines: Math.ceil(maxLines / 2) };
  const [, ...whole] = linesOf(middle, { maxBytes, maxLines: half.maxLines + 1 });
  return [...linesOf(start, half), ...whole].slice(0, maxLines);
}
