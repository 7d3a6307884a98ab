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
  /** Pieces below a traceback that is whole: what they belong to may follow yet. */
  const beside = new Set<number>();
  /** Where the last traceback stands among those kept, and the last line that belongs to it. */
  let last = { at: -1, line: Number.NEGATIVE_INFINITY };
  for (const event of events) {
    const isNear = event.origin.line - last.line <= MOST_BETWEEN;
    const next = fitted(isNear ? kept[last.at] : undefined, event);
    if (next) kept.splice(last.at, 1, next.before);
    const at = next?.added === false ? last.at : kept.push(event) - 1;
    if (next?.added === true && partOf(event) === 'piece') beside.add(at);
    if (partOf(event) !== undefined) last = { at, line: event.origin.line + event.text.split('\n').length - 1 };
  }
  return kept.filter((event, at) => !(beside.has(at) && partOf(event) === 'piece'));
}

/** What stands for the traceback before, and whether the event stands for itself; `undefined` where one of both is no traceback. */
function fitted(
  before: LogEvent | undefined,
  event: LogEvent,
): { readonly before: LogEvent; readonly added: boolean } | undefined {
  const [above, part] = [partOf(before), partOf(event)];
  if (before?.kind !== 'exception' || event.kind !== 'exception' || above === undefined || part === undefined)
    return undefined;
  if (!ENDED.has(above) && !HEADED.has(part)) return { before: joined(before, event), added: false };
  // What is left of somebody's frames, above a traceback of its own.
  if (above === 'piece') return { before: event, added: false };
  return { before, added: true };
}

const HEADED: ReadonlySet<Part> = new Set<Part>(['whole', 'beginning']);
const ENDED: ReadonlySet<Part> = new Set<Part>(['whole', 'end']);

/** `undefined` for all but exceptions, for stack dumps and what has no frames. */
function partOf(event: LogEvent | undefined): Part | undefined {
  if (event?.kind !== 'exception') return undefined;
  const { chain } = event.traceback;
  if (!tellsFrames(chain[0])) return undefined;
  const isEnded = (chain.at(-1)?.exception ?? '') !== '';
  if (isHeaded(event)) return isEnded ? 'whole' : 'beginning';
  return isEnded ? 'end' : 'piece';
}

const tellsFrames = (raised: RaisedException | undefined): boolean =>
  raised !== undefined && raised.frames.length > 0 && raised.exception !== 'StackDump';

function isHeaded({ text }: ExceptionEvent): boolean {
  const [header, frame] = [text.search(HEADER), text.search(FRAME)];
  return header >= 0 && (frame < 0 || header < frame);
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
