import type { ChainLink, Frame, RaisedException } from '../model/traceback.ts';
import { indentOf } from './traceback-lines.ts';
import { endsMessage, isHeader, linkOf } from './traceback-openings.ts';

//   File "build/src/app/operate/gen_op.py", line 447, in write_sn_file
// faulthandler has no comma before `in`; a SyntaxError's last frame has no `in` at all.
// Loguru marks the frame that caught it: > File "/srv/app.py", line 5, in run
// The hooks that gunicorn's example configuration shows: File: "/srv/app.py", line 5, in run
// Who writes a frame down by hand leaves its line out: File ".../shop/pool.py", in take
const FRAME =
  /^(?:> )?\s*File:? "(?<file>[^"]*)", (?:line (?<line>\d+|\?+|None)(?:,? in (?<name>.+))?|in (?<bare>\w+|<\w+>))$/;
//   File "/srv/shop/.venv/lib/python3.11/site-packages/gunicorn/arbi        a pane's edge cut it: where it stands is lost
const CUT_FRAME = /^\s{2,}File "[^"]{20,}(?:", ?(?:l(?:i(?:n(?:e ?)?)?)?)?)?$/;
// requests.exceptions.Timeout: HTTPConnectionPool(host='x', port=80)
// app.jobs.run.<locals>.Broken: no disk
const NAME = String.raw`[\p{L}_][\p{L}\p{N}_]*`;
const EXCEPTION = new RegExp(`^(?<exception>${NAME}(?:\\.(?:${NAME}|<locals>))*)(?:: ?(?<message>.*)|\\s*)$`, 'u');
// SystemExit(1)     the exception's repr, as loggers print what they were handed
const SHOWN =
  /^(?<exception>(?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Exit|Exceeded|Interrupt|Timeout))\((?<message>.*)\)$/;
const LIKE_A_CLASS = /^(?:.*\.)?(?:\p{Lu}\w*|\w*(?:error|timeout|exit|interrupt|fault|abort))$/u;
// Thread 0x00007f97f0a786c0 [worker] (most recent call first):
const FURTHER_THREAD = /\(most recent call first\):\s*$/;
const MARKERS = /^[\s~^]+$/;
const REPEATED = /^\s*\[Previous line repeated \d+ more times?\]$/;

/** One block as far as it could be read, and where the lines after it begin. */
export interface ReadBlock {
  readonly raised: RaisedException;
  readonly truncated: boolean;
  readonly next: number;
}

/** What a block's surroundings say of it. */
export interface BlockPlace {
  readonly follows: ChainLink | undefined;
  /** It stands between `"""`, which then end it. */
  readonly quoted: boolean;
}

export const isFrame = (line: string | undefined): boolean =>
  line !== undefined && (FRAME.test(line) || isCutFrame(line));

/** True if the line is what the edge of a terminal's pane has left of a frame. */
export const isCutFrame = (line: string): boolean => CUT_FRAME.test(line);

/**
 * The exception that error trackers print above its frames: Sentry where Python sets a header, Datadog and New Relic above that. A
 * line below what is indented ends the traceback before.
 */
function exceptionAbove(lines: readonly string[], from: number): Partial<Record<string, string>> {
  const isHeaded = isHeader(lines[from - 1]);
  const at = isHeaded ? from - 2 : aboveLeftOut(lines, from);
  if (!isFrame(lines[from]) || (isHeaded && /^\s/.test(lines[at - 1] ?? ''))) return {};
  return isLikeException(lines[at]) ? (EXCEPTION.exec(lines[at] ?? '')?.groups ?? {}) : {};
}

// (29 additional frame(s) were not displayed)
// ...
const LEFT_OUT = /^(?:\(\d+ additional frame\(s\) were not displayed\)|\.\.\.)$/;

/** The line above the frames that begin at `from`, but for what Sentry says of those that it leaves out. */
export function aboveLeftOut(lines: readonly string[], from: number): number {
  let at = from - 1;
  while (LEFT_OUT.test(lines[at] ?? '')) at -= 1;
  return at;
}

/** Where indentation was lost it means nothing before an exception either. */
function exceptionBelow(line = '', isFlat: boolean): Partial<Record<string, string>> | undefined {
  const told = isFlat ? line.trimStart() : line;
  return EXCEPTION.exec(told)?.groups ?? shownIn(told);
}

/** A message that is one string stands in quotes there. */
function shownIn(line: string): Partial<Record<string, string>> | undefined {
  const { exception, message = '' } = SHOWN.exec(line)?.groups ?? {};
  return exception === undefined ? undefined : { exception, message: message.replace(/^(['"])(.*)\1,?$/, '$2') };
}

/** Some loggers write the module of Python's own exceptions, which Python leaves out. */
const asPrinted = (exception: string): string => exception.replace(/^builtins\./, '');

// Exception Type: SystemExit at /report/
// Exception Value: 1
const PAGE_TYPE = /^Exception Type: (?<exception>[\w.]+)(?: at \S.*)?$/;
const PAGE_VALUE = /^Exception Value: ?/;

/** The exception as Django's error page tells it, below the frames and blank lines. */
function exceptionOnPage(
  lines: readonly string[],
  from: number,
): Pick<RaisedException, 'exception' | 'message'> | undefined {
  let at = from;
  while (lines[at] === '') at += 1;
  const { exception } = PAGE_TYPE.exec(lines[at] ?? '')?.groups ?? {};
  if (exception === undefined) return undefined;
  const value = lines[at + 1] ?? '';
  return { exception, message: PAGE_VALUE.test(value) ? value.replace(PAGE_VALUE, '') : '' };
}

/** Reads the frames and the exception that begin at `from`, after the header. */
export function readBlock(lines: readonly string[], from: number, { follows, quoted }: BlockPlace): ReadBlock {
  const { frames, next } = readFrames(lines, from);
  const below = exceptionBelow(lines[next], lostIndentation(lines, from));
  const { exception: named = '', message = '' } = below ?? (follows === undefined ? exceptionAbove(lines, from) : {});
  const exception = asPrinted(named);
  const link = follows === undefined ? {} : { follows };
  if (!below) {
    const told = exceptionOnPage(lines, next) ?? { exception, message };
    return { raised: { ...told, frames, ...link }, truncated: told.exception === '', next };
  }
  let end = next + 1;
  while (end < lines.length && !endsMessage(lines, end, quoted)) end += 1;
  const whole = [message, ...lines.slice(next + 1, end)].join('\n').trimEnd();
  return { raised: { exception, message: whole, frames, ...link }, truncated: false, next: end };
}

/** Frames, each with what stands under it: up to the exception or, where it was cut off, the end of what belongs to them. */
export function readFrames(
  lines: readonly string[],
  from: number,
): { readonly frames: readonly Frame[]; readonly next: number } {
  const end = lostIndentation(lines, from) ? endWithoutIndentation(lines, from) : endOfFrames(lines, from);
  const frames: Frame[] = [];
  for (let at = from; at < end; at++) {
    const matched = FRAME.exec(lines[at] ?? '')?.groups;
    if (matched) frames.push(toFrame(matched, at + 1 < end ? sourceIn(lines[at + 1]) : undefined));
  }
  return { frames, next: end };
}

const lostIndentation = (lines: readonly string[], from: number): boolean =>
  isFrame(lines[from]) && indentOf(lines[from] ?? '') === 0;

/** Everything indented: source, caret lines, further source lines of one call (3.13), the note that a recursion was cut short. */
function endOfFrames(lines: readonly string[], from: number): number {
  let end = from;
  for (let at = from; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (/^\s|^> File "/.test(line)) end = at + 1;
    else if (line !== '' && !isPrintedBetween(lines, at)) break;
  }
  return lines[end] === '' && isLikeException(lines[end + 1]) ? end + 1 : end;
}

/** Source and marks may stand between a frame and what somebody else printed above it. */
const MOST_BETWEEN = 4;

/**
 * True if the line is what somebody else, who writes to the same stream, printed between two frames: frames go on below it, and it is
 * no exception with a message, which may itself look like frames.
 */
function isPrintedBetween(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  if (isBoundary(line) || (line.includes(': ') && isLikeException(line))) return false;
  const below = lines.slice(at + 1, at + 1 + MOST_BETWEEN);
  const ends = below.findIndex((next) => next.trim() === '' || isBoundary(next));
  const frame = below.slice(0, ends < 0 ? below.length : ends).find(isFrame);
  return frame !== undefined && /^\s/.test(frame);
}

/** Some collectors strip leading spaces: then all up to the last frame belongs to frames, and its source ends at an exception. */
function endWithoutIndentation(lines: readonly string[], from: number): number {
  let end = from;
  for (let at = from; at < lines.length && !isBoundary(lines[at]); at++) if (isFrame(lines[at])) end = at + 1;
  for (let at = end; at < lines.length && !isBoundary(lines[at]); at++)
    if (isLikeException(lines[at]?.trimStart())) return at;
  return end;
}

const isBoundary = (line: string | undefined): boolean =>
  isHeader(line) || linkOf(line) !== undefined || FURTHER_THREAD.test(line ?? '');

/** Source may read like an exception (`raise`, `try: f()`); a class is spelt like one, or named for what went wrong. */
export const isLikeException = (line: string | undefined): boolean => {
  const { exception } = EXCEPTION.exec(line ?? '')?.groups ?? {};
  return exception === undefined ? SHOWN.test(line ?? '') : LIKE_A_CLASS.test(exception);
};

const sourceIn = (line: string | undefined): string | undefined =>
  line === undefined || isFrame(line) || line.trim() === '' || MARKERS.test(line) || REPEATED.test(line)
    ? undefined
    : line.trim();

const toFrame = ({ file = '', line = '', name, bare }: Record<string, string>, code: string | undefined): Frame => ({
  file,
  line: /^\d/.test(line) ? Number(line) : 0,
  function: (name ?? bare)?.trim() ?? '<module>',
  ...(code === undefined ? {} : { code }),
});
