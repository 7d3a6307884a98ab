import type { ChainLink, RaisedException, Traceback } from '../model/traceback.ts';
import { isFrame, readBlock } from './traceback-block.ts';
import { readStackDump } from './stack-dump.ts';
import { isGroup, splitGroup } from './traceback-group.ts';
import { isHeader, withoutMargin } from './traceback-margins.ts';

const LINKS: readonly (readonly [sentence: string, link: ChainLink])[] = [
  ['During handling of the above exception, another exception occurred:', 'during-handling'],
  ['The above exception was the direct cause of the following exception:', 'direct-cause'],
];
// 2026-11-23T09:15:28Z <Greenlet at 0x7f…: boom(5)> failed with ValueError
const GEVENT_TRAILER = /^\d{4}-\d\d-\d\dT[\d:]+Z <.*> failed with /;
/** Wrappers that carry the real traceback as text in their message (billiard.einfo, concurrent.futures.process). */
const WRAPPERS = /(^|\.)(ExceptionWithTraceback|_?RemoteTraceback)$/;

/** The first traceback that a record's text tells, at any indentation; `undefined` if there is none. Never throws. */
export const parseTraceback = (text: string): Traceback | undefined => parseTracebacks(text)[0];

/** All tracebacks that a text tells one after the other; the parts of a chain count as one. */
export function parseTracebacks(text: string): readonly Traceback[] {
  const dump = readStackDump(text);
  if (dump) return [dump];
  const lines = withoutMargin(text);
  if (isGroup(lines)) return [readGroup(lines)];
  const found: Traceback[] = [];
  for (let at = 0; at < lines.length;) {
    const read = isStart(lines, at, found.length === 0) ? readChain(lines, at) : undefined;
    if (read) found.push(read.traceback);
    at = read?.next ?? at + 1;
  }
  return found;
}

/** A header; or, before any was seen, a frame whose header was cut off. */
const isStart = (lines: readonly string[], at: number, isFirst: boolean): boolean =>
  isHeader(lines[at] ?? '') || (isFirst && isFrame(lines[at] ?? ''));

function readChain(lines: readonly string[], from: number): { readonly traceback: Traceback; readonly next: number } {
  const chain: RaisedException[] = [];
  let truncated = !isHeader(lines[from] ?? '');
  let at: number | undefined = truncated ? from : from + 1;
  let next = from;
  let follows: ChainLink | undefined;
  while (at !== undefined) {
    const block = readBlock(lines, at, { follows, endsAt: (line) => endsMessage(lines, line) });
    if (!WRAPPERS.test(block.raised.exception)) chain.push(block.raised);
    truncated ||= block.truncated;
    next = Math.max(block.next, at);
    follows = linkAt(lines, next);
    at = nextBlock(lines, next);
  }
  return { traceback: { chain, truncated, group: [] }, next: Math.max(next, from + 1) };
}

const linkAt = (lines: readonly string[], at: number): ChainLink | undefined => {
  const first = skipBlank(lines, at);
  return LINKS.find(([sentence]) => lines[first]?.trim() === sentence)?.[1];
};

/** Where the frames of the chain's next block begin; `undefined` where the chain ends. */
function nextBlock(lines: readonly string[], at: number): number | undefined {
  if (linkAt(lines, at) === undefined)
    return lines[at]?.trim() === '"""' && isHeader(lines[at + 1] ?? '') ? at + 2 : undefined;
  const header = skipBlank(lines, skipBlank(lines, at) + 1);
  return isHeader(lines[header] ?? '') ? header + 1 : undefined;
}

function skipBlank(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && lines[at]?.trim() === '') at += 1;
  return at;
}

/** A message may hold any text; a header, a chain's sentence, a quoted traceback and gevent's trailer surely end it. */
const endsMessage = (lines: readonly string[], at: number): boolean => {
  const line = lines[at] ?? '';
  return (
    isHeader(line) ||
    linkAt(lines, at) !== undefined ||
    GEVENT_TRAILER.test(line) ||
    (line.trim() === '"""' && (isHeader(lines[at + 1] ?? '') || at === lines.length - 1))
  );
};

function readGroup(lines: readonly string[]): Traceback {
  const [whole = [], ...parts] = splitGroup(lines);
  const { traceback } = readChain(whole, 0);
  const group = parts.flatMap((part) => {
    const at = part.findIndex(isHeader);
    return at < 0 ? bareException(part) : readChain(part, at).traceback.chain;
  });
  return { ...traceback, group };
}

const bareException = (lines: readonly string[]): readonly RaisedException[] => {
  const { raised, truncated } = readBlock(lines, 0, { follows: undefined, endsAt: () => false });
  return truncated ? [] : [raised];
};
