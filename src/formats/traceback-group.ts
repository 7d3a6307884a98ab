import type { RaisedException } from '../model/traceback.ts';
import { type BlockPlace, readBlock, type ReadBlock } from './traceback-block.ts';
import { isHeader, linkOf } from './traceback-openings.ts';

//   + Exception Group Traceback (most recent call last):
//   |   File "app.py", line 3, in main
//   +-+---------------- 1 ----------------
//   +---------------- ... ----------------
//     +------------------------------------
const SEPARATOR = /^\s*\+-(?:\+-)?-{14,}(?: (?:\d+|\.{3}) -{15,})?$/;
const CLOSING = /^\s*\+-{20,}$/;
const WITHIN = /^\s*[|+]/;
const MARGIN = /^\s*\| ?/;

/** A group's own block, and its parts in print order, those of nested groups too. */
export interface ReadGroup extends ReadBlock {
  readonly parts: readonly RaisedException[];
}

/** Reads the exception group whose header stands at `at`. */
export function readGroup(lines: readonly string[], at: number, place: BlockPlace): ReadGroup {
  let next = at + 1;
  while (next < lines.length && WITHIN.test(lines[next] ?? '')) next += 1;
  const [own = [], ...parts] = splitAtSeparators(lines.slice(at + 1, next));
  const { raised, truncated } = readBlock(own, 0, place);
  return {
    raised,
    truncated: truncated || !CLOSING.test(lines[next - 1] ?? ''),
    next,
    parts: parts.flatMap(readPart),
  };
}

function splitAtSeparators(lines: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  for (const line of lines) {
    if (SEPARATOR.test(line)) parts.push([]);
    else parts.at(-1)?.push(line.replace(MARGIN, ''));
  }
  return parts;
}

/** The exceptions of one part: a chain of blocks, or one line for what was never raised. */
function readPart(lines: readonly string[]): readonly RaisedException[] {
  const found: RaisedException[] = [];
  let follows: BlockPlace['follows'];
  for (let at = 0; at < lines.length;) {
    const line = lines[at];
    follows = linkOf(line) ?? follows;
    const isBare = found.length === 0 && line !== '' && linkOf(line) === undefined;
    if (!isHeader(line) && !isBare) {
      at += 1;
      continue;
    }
    const block = readBlock(lines, isHeader(line) ? at + 1 : at, { follows, quoted: false });
    if (block.raised.exception !== '' || block.raised.frames.length > 0) found.push(block.raised);
    at = Math.max(block.next, at + 1);
  }
  return found;
}
