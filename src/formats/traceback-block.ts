import type { ChainLink, Frame, RaisedException } from '../model/traceback.ts';

//   File "build/src/app/operate/gen_op.py", line 447, in write_sn_file
// faulthandler has no comma before `in`; a SyntaxError's last frame has no `in` at all.
const FRAME = /^\s*File "(?<file>[^"]+)", line (?<line>\d+)(?:,? in (?<name>.+))?$/;
// requests.exceptions.Timeout: HTTPConnectionPool(host='x', port=80)
const EXCEPTION = /^(?<exception>[A-Za-z_][\w.]*)(?:: ?(?<message>.*))?$/;
const MARKERS = /^[\s~^]+$/;
const REPEATED = /^\s*\[Previous line repeated \d+ more times?\]$/;

/** One block as far as it could be read, and where the lines after it begin. */
export interface ReadBlock {
  readonly raised: RaisedException;
  readonly truncated: boolean;
  readonly next: number;
}

export const isFrame = (line: string): boolean => FRAME.test(line);

/** Reads the frames and the exception that begin at `from` (after the header). `endsAt` says which lines end the message. */
export function readBlock(
  lines: readonly string[],
  from: number,
  { follows, endsAt }: { readonly follows: ChainLink | undefined; readonly endsAt: (at: number) => boolean },
): ReadBlock {
  const { frames, next } = readFrames(lines, from);
  const matched = EXCEPTION.exec(lines[next] ?? '')?.groups;
  const link = follows === undefined ? {} : { follows };
  if (!matched) return { raised: { exception: '', message: '', frames, ...link }, truncated: true, next };
  const { exception = '', message = '' } = matched;
  const end = messageEnd(lines, next + 1, endsAt);
  const whole = [message, ...lines.slice(next + 1, end)].join('\n').trimEnd();
  return { raised: { exception, message: whole, frames, ...link }, truncated: false, next: end };
}

function messageEnd(lines: readonly string[], from: number, endsAt: (at: number) => boolean): number {
  let at = from;
  while (at < lines.length && !endsAt(at)) at += 1;
  return at;
}

/** Frames until the first line that is neither a frame nor what stands under one. */
function readFrames(
  lines: readonly string[],
  from: number,
): { readonly frames: readonly Frame[]; readonly next: number } {
  const frames: Frame[] = [];
  let at = from;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const frame = FRAME.exec(line)?.groups;
    if (frame) {
      const under = isCode(lines, at + 1, line) ? (lines[at + 1] ?? '').trim() : undefined;
      frames.push(toFrame(frame, under));
      at += under === undefined ? 1 : 2;
    } else if (frames.length > 0 && isUnderFrame(line)) at += 1;
    else break;
  }
  return { frames, next: at };
}

const toFrame = ({ file = '', line = '', name }: Record<string, string>, code: string | undefined): Frame => ({
  file,
  line: Number(line),
  function: name?.trim() ?? '<module>',
  ...(code === undefined ? {} : { code }),
});

/** Caret lines, further source lines of one call (3.13), and the note that a recursion was cut short. */
const isUnderFrame = (line: string): boolean =>
  line !== '' && (MARKERS.test(line) || REPEATED.test(line) || /^\s/.test(line));

/** A source line is indented more than its frame; where leading spaces were lost, it is what has another line to follow. */
function isCode(lines: readonly string[], at: number, frameLine: string): boolean {
  const line = lines[at];
  if (line === undefined || line.trim() === '' || isFrame(line) || MARKERS.test(line)) return false;
  if (indentOf(line) > indentOf(frameLine)) return true;
  const after = lines[at + 1];
  return indentOf(frameLine) === 0 && after !== undefined && (isFrame(after) || EXCEPTION.test(after));
}

const indentOf = (line: string): number => line.length - line.trimStart().length;
