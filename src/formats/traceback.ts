import type { Traceback } from '../model/traceback.ts';
import { nodeStack } from './node-stack.ts';
import { rubyStack } from './ruby-stack.ts';
import { isSampledThread, readSampledStacks } from './sampled-stacks.ts';
import { isCutDump, isDump, readStackDump } from './stack-dump.ts';
import { isCutFrame, isFrame } from './traceback-block.ts';
import { readChain } from './traceback-chain.ts';
import { indentOf, linesOf, undented, withoutPrefix } from './traceback-lines.ts';
import { isTracebacked, readTracebacker } from './tracebacker.ts';
import { untangled } from './tangled-tracebacks.ts';
import { isGroupHeader, isHeader, isListing } from './traceback-openings.ts';

/** The first traceback that a record's text tells, at any indentation; `undefined` if there is none. Never throws. */
export const parseTraceback = (text: string): Traceback | undefined => parse(text, 1)[0];

/** All tracebacks and stack dumps that a text tells one after the other; a chain counts as one, and so does a group. */
export const parseTracebacks = (text: string): readonly Traceback[] => parse(text, Infinity);

/** True if the text tells tracebacks of several processes that wrote them among one another. */
export const isTangled = (text: string): boolean => untangled(withoutPrefix(linesOf(text))).isTangled;

function parse(text: string, limit: number): readonly Traceback[] {
  let { lines } = untangled(withoutPrefix(linesOf(text)));
  const found: Traceback[] = [];
  let at = openingFrom(lines, 0, true);
  while (at !== undefined && (found.length < limit || isPiece(found[0]))) {
    lines = undented(lines, at, marginAt(lines, at));
    const { traceback, next } = readAt(lines, at);
    // Frames of somebody else that neither begin nor end here stand above a traceback of its own.
    if (found.length === 1 && isPiece(found[0])) found.pop();
    found.push(traceback);
    at = openingFrom(lines, Math.max(next, at + 1), false);
  }
  return found;
}

/** Only the first can have lost its header; see openingFrom. */
const isPiece = (traceback: Traceback | undefined): boolean =>
  traceback?.truncated === true && traceback.chain.every(({ exception }) => exception === '');

/** Of other languages. */
const OTHERS = [nodeStack, rubyStack];

const readAt = (lines: readonly string[], at: number): ReturnType<typeof readChain> => {
  if (isSampledThread(lines[at])) return readSampledStacks(lines, at);
  if (isTracebacked(lines[at])) return readTracebacker(lines, at);
  const other = OTHERS.find(({ opens }) => opens(lines, at));
  if (other) return other.read(lines, at);
  return isDump(lines[at]) || isCutDump(lines, at) ? readStackDump(lines, at) : readChain(lines, at);
};

/** The next header, dump or, where nothing was found yet, frame whose header was cut off. */
function openingFrom(lines: readonly string[], from: number, isFirst: boolean): number | undefined {
  let listed = false;
  for (let at = from; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (isOpening(line) || OTHERS.some(({ opens }) => opens(lines, at))) return at;
    listed = isListing(line) || (listed && /^\s/.test(line));
    if (isFirst && !listed && isHeaderless(lines, at)) return at;
  }
  return undefined;
}

const isOpening = (line: string): boolean =>
  isHeader(line) || isDump(line) || isSampledThread(line) || isTracebacked(line);

const isHeaderless = (lines: readonly string[], at: number): boolean =>
  isFrameOfTraceback(lines[at] ?? '') || isCutDump(lines, at);

/** Frames of dumps have no comma. */
const isFrameOfTraceback = (line: string): boolean => (line.includes(', in ') && isFrame(line)) || isCutFrame(line);

/** By how much the whole traceback is indented: its header, or its first frame where the header has a line with other text. */
function marginAt(lines: readonly string[], at: number): number {
  const line = lines[at] ?? '';
  if (isFrame(line)) return Math.max(0, indentOf(line) - 2);
  const first = lines[at + 1];
  const frameMargin = isFrame(first) ? indentOf(first ?? '') - 2 : 0;
  return Math.max(0, frameMargin, indentOf(line) - (isGroupHeader(line) ? 2 : 0));
}
