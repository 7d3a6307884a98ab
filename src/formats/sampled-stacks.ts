import type { Frame, Traceback } from '../model/traceback.ts';
import { indentOf } from './traceback-lines.ts';

// Thread 25585 (active+gil): "MainThread"
// Thread 0x7F97F0A786C0 (idle): "ThreadPoolExecutor-0_1"
const THREAD = /^Thread (?:0x)?(?<id>[\dA-Fa-f]+) \((?<state>active|idle)(?<gil>\+gil)?\)(?:: "(?<name>.*)")?\s*$/;
//     fetch (shop/db.py:12)
const FRAME = /^ +(?<name>\S.*) \((?<file>[^()]+?)(?::(?<line>\d+))?\)\s*$/;
/** Below it stand a frame's variables (`--locals`), further in. */
const VARIABLES = /^ +(?:Arguments|Locals):\s*$/;

interface Stack {
  readonly isRunning: boolean;
  readonly isMain: boolean;
  readonly frames: readonly Frame[];
}

/** True if the line begins a thread of a dump of py-spy (0.1 to 0.4, src/dump.rs). */
export const isSampledThread = (line: string | undefined): boolean => line !== undefined && THREAD.test(line);

/** The pid that a dump tells: on Linux the main thread's id is that of its process. */
export function sampledPid(text: string): number | undefined {
  const [, pid] = /^Thread (\d{1,7}) \([a-z+]+\): "MainThread"/m.exec(text) ?? [];
  return pid === undefined ? undefined : Number(pid);
}

/**
 * The dump that begins at `at`, as a traceback with the innermost frame last. Of several threads the one that holds the
 * interpreter is taken, else the main one, else the first.
 */
export function readSampledStacks(
  lines: readonly string[],
  at: number,
): { readonly traceback: Traceback; readonly next: number } {
  const stacks: Stack[] = [];
  let next = at;
  while (isSampledThread(lines[next]) || (lines[next]?.trim() === '' && isSampledThread(lines[next + 1]))) {
    const head = isSampledThread(lines[next]) ? next : next + 1;
    const end = endOfStack(lines, head + 1);
    stacks.push(stackOf(lines[head] ?? '', lines.slice(head + 1, end)));
    next = end;
  }
  const frames = mostTelling(stacks)?.frames ?? [];
  const chain = [{ exception: 'StackDump', message: '', frames }];
  return { traceback: { chain, truncated: frames.length === 0, group: [] }, next };
}

const mostTelling = (stacks: readonly Stack[]): Stack | undefined =>
  stacks.find(({ isRunning }) => isRunning) ?? stacks.find(({ isMain }) => isMain) ?? stacks[0];

function endOfStack(lines: readonly string[], from: number): number {
  let end = from;
  while (end < lines.length && /^\s+\S/.test(lines[end] ?? '')) end += 1;
  return end;
}

function stackOf(head: string, lines: readonly string[]): Stack {
  const { gil, name } = THREAD.exec(head)?.groups ?? {};
  const margin = indentOf(lines[0] ?? '');
  const frames = lines.flatMap((line) => (indentOf(line) === margin ? (frameOf(line) ?? []) : []));
  return { isRunning: gil !== undefined, isMain: name === 'MainThread', frames: frames.toReversed() };
}

function frameOf(line: string): Frame | undefined {
  const { name, file, line: number } = VARIABLES.test(line) ? {} : (FRAME.exec(line)?.groups ?? {});
  return name === undefined || file === undefined ? undefined : { file, line: Number(number ?? 0), function: name };
}
