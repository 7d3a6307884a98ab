import type { ExceptionEvent, LogEvent } from '../model/event.ts';
import type { RaisedException } from '../model/traceback.ts';

const HEADER = /Traceback \(most recent call last\):/;
const FRAME = /^.*File "[^"]*", line \d+, in /m;
/** So many lines of others may stand between two parts of one traceback: who interrupts a write has little to say. */
const MOST_BETWEEN = 12;

type Part = 'whole' | 'beginning' | 'end' | 'piece';

/**
 * Puts together tracebacks that others broke who write to the same log: where the exception is missing and frames without a header
 * follow soon, these go on with it. Pieces that have neither a header nor an exception, and stand beside others, are no tracebacks of
 * their own. Events of one speaker, in the order of their lines.
 */
export function withoutBreaks(events: readonly LogEvent[]): readonly LogEvent[] {
  const kept: LogEvent[] = [];
  /** Where the last traceback stands among those kept, and the last line that belongs to it. */
  let last = { at: -1, line: Number.NEGATIVE_INFINITY };
  for (const event of events) {
    const part = event.kind === 'exception' ? partOf(event) : undefined;
    if (event.kind !== 'exception' || part === undefined) {
      kept.push(event);
      continue;
    }
    const before = event.origin.line - last.line <= MOST_BETWEEN ? kept[last.at] : undefined;
    const next = before?.kind === 'exception' ? fitted(before, event, part) : undefined;
    if (next) kept.splice(last.at, 1, next.before);
    last = { at: next?.added === false ? last.at : kept.push(event) - 1, line: lastLineOf(event) };
  }
  return kept;
}

/** What stands for the traceback before, and whether this one stands for itself. */
function fitted(
  before: ExceptionEvent,
  event: ExceptionEvent,
  part: Part,
): { readonly before: ExceptionEvent; readonly added: boolean } {
  const above = partOf(before);
  const isOpen = above === 'beginning' || above === 'piece';
  const goesOn = part === 'end' || part === 'piece';
  if (isOpen && goesOn) return { before: joined(before, event), added: false };
  // What is left of somebody's frames, above a traceback of its own.
  if (above === 'piece') return { before: event, added: false };
  return { before, added: part !== 'piece' };
}

/** `undefined` for stack dumps and what has no frames. */
function partOf({ text, traceback: { chain } }: ExceptionEvent): Part | undefined {
  const [first, last] = [chain[0], chain.at(-1)];
  if (!first || first.frames.length === 0 || first.exception === 'StackDump') return undefined;
  const isEnded = last !== undefined && last.exception !== '';
  const [header, frame] = [text.search(HEADER), text.search(FRAME)];
  const isHeaded = header >= 0 && (frame < 0 || header < frame);
  if (isHeaded) return isEnded ? 'whole' : 'beginning';
  return isEnded ? 'end' : 'piece';
}

function joined(before: ExceptionEvent, event: ExceptionEvent): ExceptionEvent {
  const [chain, [first, ...rest]] = [before.traceback.chain, event.traceback.chain];
  const broken = chain.at(-1);
  if (!broken || !first) return before;
  const whole: RaisedException = { ...broken, ...first, frames: [...broken.frames, ...first.frames] };
  const { group } = event.traceback;
  const truncated = partOf(before) === 'piece' || whole.exception === '';
  return {
    ...before,
    pid: before.pid ?? event.pid,
    traceback: { chain: [...chain.slice(0, -1), whole, ...rest], truncated, group },
  };
}

const lastLineOf = ({ origin, text }: ExceptionEvent): number => origin.line + text.split('\n').length - 1;
