import { byteWords } from '../../lib/byte-words.ts';
import { digits, digitsEnd } from '../../lib/digits.ts';
import { NOT_STATED } from '../format.ts';
import { isAllThatIsLeft } from './last-line.ts';

const HEADERS = byteWords([
  'Traceback (most recent call last):',
  // Ctrl+C, as a terminal shows it.
  '^CTraceback (most recent call last):',
  '  + Exception Group Traceback (most recent call last):',
]);
/** What Markdown, a sheet's cell and a string set before a text of several lines. */
const MARKS: ReadonlySet<number | undefined> = new Set(new TextEncoder().encode('`*"\''));
/** A fence and a blank, or two pairs of marks. */
const MAX_MARKS = 4;
/** The first byte of the corner in which rich begins a frame. */
const BOX = 0xe2;
const BOXED = byteWords([' Traceback (most recent call last) ']);
const DUMPS = byteWords(['Fatal Python error: ', 'Timeout (', 'Stack (', 'Current thread 0x', 'Thread 0x']);
/** What py-spy prints before its dump, and each of its threads. */
const SAMPLED = byteWords(['Thread ']);
const SAMPLED_MARKS = byteWords([' (active', ' (idle']);
// Process 25585: /usr/bin/python3 /usr/local/bin/gunicorn shop:app
// Python v3.11.2 (/usr/bin/python3.11)
const PROCESS = byteWords(['Process ']);
const INTERPRETER = byteWords(['Python v']);
/** What tells a dump's first line from a sentence that begins like one. */
const DUMP_MARKS = byteWords(['Fatal Python error: ', ')!', '(most recent call first):']);
// 2026-11-23T09:36:36Z : Greenlet <Greenlet at 0x7f1ca6d9e040: run> appears to be blocked
const MONITOR_MARKS = byteWords([' : Greenlet <']);
const BLOCKED_MARKS = byteWords([' appears to be blocked']);
/** What the frames of such a report stand under. */
const BLOCKED_STACK = byteWords(['Blocked Stack (for thread id ']);
/** Behind a time. */
const MONITOR_AT = 19;
/** What a thread stands under when another one, or the dump's first line, came before it. */
const ABOVE_THREADS = byteWords(['  ', 'Fatal Python error: ', 'Timeout (', 'Python runtime state: ']);
// Exception in thread T1:
// Exception ignored in: <function Pool.__del__ at 0x7f…>
// Error in atexit._run_exitfuncs:
const ANNOUNCEMENTS = byteWords(['Exception in ', 'Exception ignored ', 'Error in ', 'Unhandled exception in ']);
/** What a header stands under when it is not the first of its record: a chain's sentence, a quote in a message. */
const ABOVE_HEADERS = byteWords([
  'During handling of the above exception',
  'The above exception was the direct',
  '"""',
]);
// concurrent.futures.process._RemoteTraceback:
const REMOTE = new TextEncoder().encode('RemoteTraceback:');

//   File "/srv/app.py", line 3, in f        the header was cut off, and the indentation perhaps lost
const FRAMES = byteWords(['File "', '  File "']);
const FRAME_MARKS = byteWords(['", line ']);
const FRAME_ENDS = byteWords([', in ']);
//   File "/srv/app.py", line 3 in f        of a dump: no comma
const DUMP_FRAME_ENDS = byteWords([' in ']);

const NEWLINE = 10;
const TAB = 9;
const RETURN = 13;
const SPACE = 32;
const QUOTE = 34;
const COLON = 58;
const ZERO = 48;
const NINE = 57;
const PARENTHESIS = 40;
const OPEN = 91;

/** Frames are indented by blanks: nothing else begins a line of these that is blank or indented. */
export const FIRST_BYTES = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte === TAB || byte === RETURN || byte === NEWLINE ? 0 : 1,
);

/** True if gevent's monitor thread begins a report in the line bytes[from, to): its time stands first (gevent 1.3 to 24). */
export function opensMonitorReport(bytes: Uint8Array, from: number, to: number): boolean {
  const isTimed = MONITOR_MARKS.stand(bytes, from + MONITOR_AT) || MONITOR_MARKS.stand(bytes, from + MONITOR_AT + 1);
  return isTimed && BLOCKED_MARKS.occur(bytes, from, to);
}

/** True if the line bytes[from, to) is the first of a traceback or dump, as the lines around it tell. Allocates nothing. */
export function opensTraceback(bytes: Uint8Array, from: number, to: number): boolean {
  if (HEADERS.stand(bytes, afterMarks(bytes, from))) return !continuesAbove(bytes, from);
  if (DUMPS.stand(bytes, from)) return DUMP_MARKS.occur(bytes, from, to) && !isFurtherThread(bytes, from);
  if (SAMPLED.stand(bytes, from) && SAMPLED_MARKS.occur(bytes, from, to)) return !isFurtherThread(bytes, from);
  if (isSampledProcess(bytes, from, to) || opensAtFrame(bytes, from, to)) return true;
  if (ANNOUNCEMENTS.stand(bytes, from)) return HEADERS.stand(bytes, to + 1);
  return isUnlikePythons(bytes, from, to);
}

/** Offset behind the marks that stand at byte `from`, and a blank after them. */
function afterMarks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < from + MAX_MARKS && MARKS.has(bytes[at])) at += 1;
  return at > from && bytes[at] === SPACE ? at + 1 : at;
}

/** What others than Python begin a traceback with, and what is left of one. */
const isUnlikePythons = (bytes: Uint8Array, from: number, to: number): boolean =>
  isBoxed(bytes, from, to) ||
  isRemote(bytes, from, to) ||
  isAboveFrames(bytes, from, to) ||
  isAllThatIsLeft(bytes, from, to);

const isBoxed = (bytes: Uint8Array, from: number, to: number): boolean =>
  bytes[from] === BOX && BOXED.occur(bytes, from, to);

// SystemExit: 1        above the frames, as error trackers print it
const CLASS = /^(?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:: .*)?$/;
/** More than a class and the beginning of its message need. */
const ENOUGH = 200;

/** True if an exception is told above its frames. */
function isAboveFrames(bytes: Uint8Array, from: number, to: number): boolean {
  if (
    !(FRAMES.stand(bytes, to + 1) || isLeftOut(bytes, to + 1)) ||
    bytes[from] === SPACE ||
    HEADERS.occur(bytes, from, to)
  )
    return false;
  return CLASS.test(new TextDecoder('latin1').decode(bytes.subarray(from, Math.min(to, from + ENOUGH))).trimEnd());
}

// (29 additional frame(s) were not displayed)
const isLeftOut = (bytes: Uint8Array, from: number): boolean =>
  bytes[from] === PARENTHESIS &&
  /^\(\d+ additional frame\(s\) were/.test(new TextDecoder('latin1').decode(bytes.subarray(from, from + ENOUGH)));

function isBelowException(bytes: Uint8Array, from: number): boolean {
  const above = lineAbove(bytes, from);
  return above >= 0 && isAboveFrames(bytes, above, from - 1);
}

/** A frame's source may stand in several lines (Python 3.13). */
const MAX_SOURCE_LINES = 10;

/**
 * True if frames begin here: neither a header nor another frame stands above, but for source, which may have lost its indentation, or
 * may be all that is left of a frame above.
 */
function opensAtFrame(bytes: Uint8Array, from: number, to: number): boolean {
  // A line that is looked at alone tells nothing of what stands above it.
  if (to - from === bytes.length || (!isFrame(bytes, from, to) && !isDumpFrame(bytes, from, to))) return false;
  if (isBelowException(bytes, from)) return false;
  let below = from;
  for (let lines = 0; lines < MAX_SOURCE_LINES; lines++) {
    const above = lineAbove(bytes, below);
    if (above < 0) return true;
    if (announcesFrames(bytes, above, below)) return false;
    if (isHead(bytes[above])) return true;
    if (FRAMES.stand(bytes, above)) return false;
    below = above;
  }
  return bytes[below] !== SPACE;
}

/** True if the line bytes[from, to), with its end, tells that frames follow. */
const announcesFrames = (bytes: Uint8Array, from: number, to: number): boolean =>
  HEADERS.occur(bytes, from, to) ||
  DUMP_MARKS.occur(bytes, from, to) ||
  BLOCKED_STACK.stand(bytes, from) ||
  isAboveFrames(bytes, from, to - 1);

/** Records begin with a time, mostly in brackets. */
const isHead = (byte: number | undefined): boolean =>
  byte === OPEN || (byte !== undefined && byte >= ZERO && byte <= NINE);

const isFrame = (bytes: Uint8Array, from: number, to: number): boolean =>
  FRAMES.stand(bytes, from) &&
  ((FRAME_MARKS.occur(bytes, from, to) && FRAME_ENDS.occur(bytes, from, to)) ||
    isUnnumbered(bytes, from, to) ||
    isCut(bytes, from, to));

//   File ".../shop/pool.py", in take        as people write one down
const isUnnumbered = (bytes: Uint8Array, from: number, to: number): boolean =>
  to - from < ENOUGH &&
  /^ *File "[^"]*", in (?:\w+|<\w+>)\s*$/.test(new TextDecoder('latin1').decode(bytes.subarray(from, to)));

/** A dump's frame, above another: one alone may be quoted in a text. */
const isDumpFrame = (bytes: Uint8Array, from: number, to: number): boolean =>
  FRAMES.stand(bytes, from) &&
  FRAMES.stand(bytes, to + 1) &&
  FRAME_MARKS.occur(bytes, from, to) &&
  DUMP_FRAME_ENDS.occur(bytes, from, to);

/** A path of which a pane's edge has left more than any sentence would have. */
const CUT_PATH = 30;

/** True if the path of an indented frame goes on to the end of the line. */
const isCut = (bytes: Uint8Array, from: number, to: number): boolean => {
  const quote = bytes.indexOf(QUOTE, from + '  File "'.length);
  return bytes[from] === SPACE && to - from > CUT_PATH && (quote < 0 || quote >= to);
};

function continuesAbove(bytes: Uint8Array, from: number): boolean {
  const above = lineAbove(bytes, from);
  return above >= 0 && (ABOVE_HEADERS.stand(bytes, above) || (above < from && isAnnounced(bytes, above, from)));
}

/** Announced by the line right above it, no blank one between. */
const isAnnounced = (bytes: Uint8Array, above: number, from: number): boolean =>
  ANNOUNCEMENTS.stand(bytes, above) && bytes.indexOf(NEWLINE, above) === from - 1;

const isFurtherThread = (bytes: Uint8Array, from: number): boolean => {
  const above = lineAbove(bytes, from);
  return above >= 0 && ABOVE_THREADS.stand(bytes, above);
};

const isSampledProcess = (bytes: Uint8Array, from: number, to: number): boolean =>
  PROCESS.stand(bytes, from) ? INTERPRETER.stand(bytes, to + 1) : INTERPRETER.stand(bytes, from);

/** The process that a dump of py-spy names at its beginning; NOT_STATED where the line is none. */
export function sampledProcess(bytes: Uint8Array, from: number, to: number): number {
  const at = from + 'Process '.length;
  const end = digitsEnd(bytes, at);
  return PROCESS.stand(bytes, from) && end > at && isSampledProcess(bytes, from, to)
    ? digits(bytes, at, end - at)
    : NOT_STATED;
}

/** An exception without frames whose message is the traceback of another process. */
function isRemote(bytes: Uint8Array, from: number, to: number): boolean {
  let end = to;
  while (end > from && (bytes[end - 1] === SPACE || bytes[end - 1] === RETURN)) end -= 1;
  if (bytes[end - 1] !== COLON || end - from < REMOTE.length || bytes[from] === SPACE || bytes[from] === TAB)
    return false;
  for (let place = 1; place <= REMOTE.length; place++)
    if (bytes[end - place] !== REMOTE[REMOTE.length - place]) return false;
  return true;
}

/** Offset of the line above that is not blank; -1 where there is none. */
function lineAbove(bytes: Uint8Array, from: number): number {
  let end = from - 1;
  while (end >= 0 && (bytes[end] === NEWLINE || bytes[end] === RETURN)) end -= 1;
  return end < 0 ? -1 : bytes.lastIndexOf(NEWLINE, end) + 1;
}
