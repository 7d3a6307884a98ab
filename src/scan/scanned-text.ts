import { NEWLINE } from '../lib/newline.ts';
import type { Origin } from '../model/line.ts';
import type { Stamp } from '../model/time.ts';
import type { Block } from './block.ts';
import { comparable } from '../model/comparable.ts';
import { recordText } from './record-text.ts';

/** A run of bytes, given by its lines (counted from 0) and by its offsets. */
export interface Run {
  readonly line: number;
  readonly lastLine: number;
  readonly from: number;
  readonly to: number;
}

/** What a collector noted down about a line. */
export interface Noted {
  readonly stamp: Stamp | undefined;
  readonly pid: number | undefined;
}

/** Lines of one speaker as they were written, and where each is found in its source. */
export interface ScannedText {
  readonly source: number;
  readonly bytes: Buffer;
  /** What tells this speaker from the others in its source. */
  readonly speaker: string;
  /** The machine, container or pod that speaks, where an envelope names it. */
  readonly host: string | undefined;
  originOf(line: number, from: number): Origin;
  /** The lines as they stand in the source. */
  verbatim(run: Run): string;
  noted(line: number): Noted;
}

const NOTHING: Noted = { stamp: undefined, pid: undefined };

/** A block that nobody has wrapped: it is what it says. */
export const plainText = ({ source, bytes, byteOffset, lineFrom }: Block): ScannedText => ({
  source,
  bytes,
  speaker: '',
  host: undefined,
  originOf: (line, from) => ({ source, line: lineFrom + line, byteOffset: byteOffset + from }),
  verbatim: ({ from, to }) => recordText(bytes, from, to),
  noted: () => NOTHING,
});

/** Calls `line` with the byte range and the number (from 0) of each line; gives their count. */
export function eachLine(bytes: Buffer, line: (from: number, to: number, number: number) => unknown): number {
  let number = 0;
  for (let from = 0; from < bytes.length; number += 1) {
    const newline = bytes.indexOf(NEWLINE, from);
    const to = newline < 0 ? bytes.length : newline;
    line(from, to, number);
    from = to + 1;
  }
  return number;
}

/** Lines of one record are read within moments. */
const APART_US = 1_000_000;

/** True if its collector noted the line down so long after the one above that they were not written in one go. */
export function isNotedLater(text: ScannedText, above: number, line: number): boolean {
  const [before, now] = [text.noted(above).stamp, text.noted(line).stamp];
  return before !== undefined && now !== undefined && comparable(now) - comparable(before) > APART_US;
}
