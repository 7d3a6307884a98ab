import type { Frame, RaisedException, Traceback } from '../model/traceback.ts';
import { isFrame, readFrames } from './traceback-block.ts';

// Fatal Python error: Segmentation fault
// Timeout (0:00:00.300000)!
const CAUSE = /^\s*(?:Fatal Python error: (?<error>.+)|(?<timer>Timeout \([\d:.]+\)!))$/;
// Current thread 0x00007f2b1c0a1740 (most recent call first):
// Thread 0x00007f97f0a786c0 [worker] (most recent call first):
// Stack (most recent call first):
const THREAD = /^\s*(?:Current thread 0x|Thread 0x|Stack \().*most recent call first\):$/;
// Blocked Stack (for thread id 0x7f1ca6d9e040):
const BLOCKED = /^\s*Blocked Stack \(for thread id 0x[0-9a-f]+\):$/;
// # Thread: MainThread(140736182567808)      worker_int of gunicorn's examples/example_config.py
// # Thread: <Thread(odoo.service.http.request.1401, started 1401)> (db:shop) (uid:2) (url:http://…)      Odoo 12 to 17, tools/misc.py
const HOOKED = /^# Thread: .*(?:\(\d+\)|\((?:db|id|url):.*\))$/;
// Python runtime state: initialized
// ModuleNotFoundError: No module named 'encodings'
//   <no Python frame>
//   ...
const BETWEEN = /^(?:\s*|Python runtime state: .*|[\w.]+(?:Error|Exception): .*|\s*<no Python frame>|\s+\.\.\.)$/;

//   File "/srv/lock.py", line 8 in hold        faulthandler sets no comma before `in`
const FRAME = /^\s*File "[^"]*", line \d+ in \S/;

/** True if frames of faulthandler begin at `at` whose header was cut off: one alone may be quoted in a text. */
export const isCutDump = (lines: readonly string[], at: number): boolean =>
  FRAME.test(lines[at] ?? '') && FRAME.test(lines[at + 1] ?? '');

/** True if the line begins a dump of faulthandler (CPython Modules/faulthandler.c), of gevent's monitor thread, of a gunicorn hook or of Odoo. */
export const isDump = (line: string | undefined): boolean => line !== undefined && (CAUSE.test(line) || isStack(line));

interface Stack {
  readonly current: boolean;
  readonly frames: readonly Frame[];
}

/**
 * The dump that begins at `at`, as a traceback with the innermost frame last. Of several threads the current one is taken; where
 * none is, as in a timer's dump, the last: faulthandler prints the main thread at the end.
 */
export function readStackDump(
  lines: readonly string[],
  at: number,
): { readonly traceback: Traceback; readonly next: number } {
  const cause = CAUSE.exec(lines[at] ?? '')?.groups;
  const { stacks, next } = isCutDump(lines, at) ? readCutStack(lines, at) : readStacks(lines, cause ? at + 1 : at);
  const frames = (stacks.find(({ current }) => current) ?? stacks.at(-1))?.frames ?? [];
  return { traceback: { chain: [{ ...nameOf(cause), frames }], truncated: frames.length === 0, group: [] }, next };
}

const nameOf = (cause: Record<string, string> | undefined): Pick<RaisedException, 'exception' | 'message'> => {
  const { error, timer = '' } = cause ?? {};
  return error === undefined
    ? { exception: 'StackDump', message: timer }
    : { exception: 'FatalPythonError', message: error };
};

/** The thread whose header was cut off; which of those below it ran cannot be told. */
function readCutStack(lines: readonly string[], from: number): ReturnType<typeof readStacks> {
  const { frames, next } = readFrames(lines, from);
  const below = readStacks(lines, next);
  return { ...below, stacks: [{ current: true, frames: frames.toReversed() }, ...below.stacks] };
}

/** All threads up to the first line that belongs to no dump. */
function readStacks(
  lines: readonly string[],
  from: number,
): { readonly stacks: readonly Stack[]; readonly next: number } {
  const stacks: Stack[] = [];
  let next = from;
  for (let line = lines[from]; line !== undefined; line = lines[next]) {
    if (isStack(line) && isFrame(lines[next + 1])) {
      const further = HOOKED.test(line) ? furtherStack(lines, next + 1) : undefined;
      const read = readFrames(lines.slice(0, further), next + 1);
      stacks.push(stackOf(line, read.frames));
      next = further ?? read.next;
    } else if (isStack(line) || BETWEEN.test(line)) next += 1;
    else break;
  }
  return { stacks, next };
}

/** Where the next thread's stack begins: frames at the margin do not tell. */
function furtherStack(lines: readonly string[], from: number): number | undefined {
  const next = lines.findIndex((line, at) => at > from && HOOKED.test(line));
  return next < 0 ? undefined : next;
}

const isStack = (line: string): boolean => THREAD.test(line) || BLOCKED.test(line) || HOOKED.test(line);

const stackOf = (header: string, frames: readonly Frame[]): Stack => ({
  current: /^\s*Current thread|^# Thread: (?:<_?\w+\()?MainThread[(,]/.test(header),
  frames: THREAD.test(header) ? [...frames].reverse() : frames,
});
