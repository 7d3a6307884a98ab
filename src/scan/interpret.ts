import { parseTracebacks } from '../formats/traceback.ts';
import type { LogEvent, NoteEvent } from '../model/event.ts';
import type { Supervisor } from '../supervisors/supervisor.ts';

/** A note in the words of the supervisor that understands it; any other event as it is. */
export function interpreted(event: LogEvent, supervisors: readonly Supervisor[]): LogEvent {
  if (event.kind !== 'note') return event;
  const { kind: _kind, level: _level, message: _message, ...recorded } = event;
  for (const supervisor of supervisors) {
    const step = supervisor.interpret(event);
    if (step) return { kind: 'lifecycle', ...recorded, step };
  }
  return event;
}

/** What a record says in a supervisor's words, and the tracebacks below its first line. */
export function spokenEvents(note: NoteEvent, body: string, supervisors: readonly Supervisor[]): readonly LogEvent[] {
  const { kind: _kind, level: _level, ...recorded } = note;
  const exceptions = parseTracebacks(body).map((traceback): LogEvent => ({
    ...recorded,
    kind: 'exception',
    traceback,
    requestId: undefined,
  }));
  const said = interpreted(note, supervisors);
  return said.kind === 'note' && exceptions.length > 0 ? exceptions : [said, ...exceptions];
}
