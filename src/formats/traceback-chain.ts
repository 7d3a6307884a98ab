import type { ChainLink, RaisedException, Traceback } from '../model/traceback.ts';
import { aboveLeftOut, isFrame, isLikeException, readBlock, type ReadBlock } from './traceback-block.ts';
import { readGroup, type ReadGroup } from './traceback-group.ts';
import { isGroupHeader, isHeader, isQuotes, linkOf } from './traceback-openings.ts';

/** Wrappers that carry the real traceback as text in their message (billiard.einfo, concurrent.futures.process, multiprocessing.pool). */
const WRAPPERS = /(?:^|\.)(?:ExceptionWithTraceback|_?RemoteTraceback)$/;

/** Where a block of a chain begins: at its header or, where that was cut off, at its first frame. */
interface Turn {
  readonly at: number;
  readonly follows: ChainLink | undefined;
  readonly quoted: boolean;
}

/** What stands after a block: the next one, or the end of the chain, which may have been cut off. */
interface Ending {
  readonly turn: Turn | undefined;
  readonly next: number;
  readonly truncated: boolean;
}

/** Reads the chain that begins at `from`, and tells where the lines after it begin. Lines are without their common indentation. */
export function readChain(
  lines: readonly string[],
  from: number,
): { readonly traceback: Traceback; readonly next: number } {
  const chain: RaisedException[] = [];
  const group: RaisedException[] = [];
  let truncated = isFrame(lines[from]) && !isLikeException(lines[aboveLeftOut(lines, from)]);
  let next = from;
  let turn: Turn | undefined = { at: from, follows: undefined, quoted: isQuotes(lines[from - 1]) };
  while (turn) {
    const block = blockAt(lines, turn);
    chain.push(block.raised);
    group.push(...block.parts);
    const ending: Ending = quoteIn(lines, block) ?? endingAt(lines, block.next, turn.quoted);
    truncated ||= block.truncated || ending.truncated;
    ({ turn, next } = ending);
  }
  const real = chain.filter(({ exception }) => !WRAPPERS.test(exception));
  const isLost = real.length === 0;
  return { traceback: { chain: isLost ? chain : real, truncated: truncated || isLost, group }, next };
}

const blockAt = (lines: readonly string[], turn: Turn): ReadGroup =>
  isGroupHeader(lines[turn.at])
    ? readGroup(lines, turn.at, turn)
    : { ...readBlock(lines, isFrame(lines[turn.at]) ? turn.at : turn.at + 1, turn), parts: [] };

/** The traceback that is all of a block's message, in quotes. */
const quoteIn = (lines: readonly string[], { raised, next }: ReadBlock): Ending | undefined =>
  raised.message === '' && isQuotes(lines[next]) && isHeader(lines[next + 1])
    ? { turn: { at: next + 1, follows: undefined, quoted: true }, next, truncated: false }
    : undefined;

function endingAt(lines: readonly string[], blockEnd: number, inQuotes: boolean): Ending {
  const isUnquoted = inQuotes && isQuotes(lines[blockEnd]);
  const end = isUnquoted ? blockEnd + 1 : blockEnd;
  const sentence = skipBlank(lines, end);
  const follows = linkOf(lines[sentence]);
  if (follows === undefined) return { turn: undefined, next: end, truncated: false };
  const at = skipBlank(lines, sentence + 1);
  if (!isHeader(lines[at])) return { turn: undefined, next: sentence + 1, truncated: true };
  return { turn: { at, follows, quoted: inQuotes && !isUnquoted }, next: at, truncated: false };
}

function skipBlank(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && lines[at]?.trim() === '') at += 1;
  return at;
}
