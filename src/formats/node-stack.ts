import type { Frame } from '../model/traceback.ts';
import { framesBelow, type OtherStack, type Raised, tracebackOf } from './other-stack.ts';

//     at getUser (/srv/api/src/users.js:14:22)      at file:///srv/api/main.mjs:3:7      at async Promise.all (index 0)
const FRAME = /^\s+at (?:(?<name>\S.*) \()?(?<file>(?:file:\/\/)?[^()\s]+?):(?<line>\d+)(?::\d+)?\)?(?: \{)?$/;
const PLACELESS = /^\s+at \S.*(?:\((?:<anonymous>|native|index \d+|eval at .*)\)|<anonymous>)$/;
// TypeError: Cannot read properties of undefined (reading 'id')      Error [ERR_HTTP_HEADERS_SENT]: Cannot set headers
const ERROR =
  /(?:^|[\s>(])(?<exception>(?:[A-Za-z_$][\w$]*\.)*[A-Z]?[\w$]*(?:Error|Exception))(?: \[\w+\])?(?:: (?<message>.*))?$/;

/** V8's last words, above stacks of native code: `FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory`. */
const FATAL = /^FATAL ERROR: (?<message>.+?)\s*$/;

/** A message may have lines of its own: `Require stack:` and the modules below it. */
const LONGEST_MESSAGE = 12;

const frameOf = (line: string): Frame | 'none' | undefined => {
  const { name = '<anonymous>', file, line: number } = FRAME.exec(line)?.groups ?? {};
  if (file !== undefined) return { file: file.replace(/^file:\/\//, ''), line: Number(number), function: name };
  return PLACELESS.test(line) ? 'none' : undefined;
};

const isFrame = (line: string): boolean => FRAME.test(line);

/** Where the frames below an error begin; -1 where none do. */
function framesFrom(lines: readonly string[], at: number): number {
  for (let below = at + 1; below <= at + LONGEST_MESSAGE && below < lines.length; below++) {
    const line = lines[below] ?? '';
    if (frameOf(line) !== undefined) return below;
    if (line.trim() === '' || ERROR.test(line)) return -1;
  }
  return -1;
}

const raisedAt = (lines: readonly string[], at: number, from: number): Raised => {
  const { exception = '', message = '' } = ERROR.exec(lines[at] ?? '')?.groups ?? {};
  return { exception, message: [message, ...lines.slice(at + 1, from)].join('\n') };
};

const fatalAt = (line: string): Raised | undefined => {
  const message = FATAL.exec(line)?.groups?.['message'];
  return message === undefined ? undefined : { exception: 'FATAL ERROR', message };
};

/** Node's stacks: V8 prints the innermost frame first, below the error's class and message (Node 12 to 24). */
export const nodeStack: OtherStack = {
  isFrame,
  mayOpen: (line) => ERROR.test(line) || FATAL.test(line),
  opens: (lines, at) => FATAL.test(lines[at] ?? '') || (ERROR.test(lines[at] ?? '') && framesFrom(lines, at) >= 0),
  read(lines, at) {
    const fatal = fatalAt(lines[at] ?? '');
    if (fatal) return { traceback: tracebackOf(fatal, []), next: at + 1 };
    const from = framesFrom(lines, at);
    const { frames, next } = framesBelow(lines, from, frameOf);
    return { traceback: tracebackOf(raisedAt(lines, at, from), frames), next };
  },
};
