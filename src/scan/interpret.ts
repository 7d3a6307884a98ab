import { parseTracebacks } from '../formats/traceback.ts';
import type { LogEvent, NoteEvent } from '../model/event.ts';
import { lastRaised } from '../model/traceback.ts';
import { stepBy } from '../supervisors/message-rules.ts';
import type { Supervisor } from '../supervisors/supervisor.ts';

/** What an exception means to a supervisor (gunicorn's HaltServer: the worker could not boot), beside being one. */
export function meaningOf(event: LogEvent, supervisors: readonly Supervisor[]): readonly LogEvent[] {
  const raised = event.kind === 'exception' ? lastRaised(event.traceback) : undefined;
  if (event.kind !== 'exception' || !raised) return [event];
  const message = `${raised.exception}: ${raised.message}`;
  // The record above a bare traceback may be another process': whose it is, the traceback does not say.
  const said = interpreted(
    { ...recordedOf(event), pid: undefined, kind: 'note', level: undefined, message },
    supervisors,
  );
  return said.kind === 'lifecycle' ? [event, said] : [event];
}

/** A note in the words of the supervisor that understands it; any other event as it is. */
export function interpreted(event: LogEvent, supervisors: readonly Supervisor[]): LogEvent {
  if (event.kind !== 'note') return event;
  for (const supervisor of supervisors) {
    const step = stepBy(supervisor.rules, event);
    if (step) return { kind: 'lifecycle', by: supervisor.id, ...recordedOf(event), step };
  }
  return event;
}

/** What a record says in a supervisor's words, and the tracebacks below its first line. */
export function spokenEvents(note: NoteEvent, body: string, supervisors: readonly Supervisor[]): readonly LogEvent[] {
  const exceptions = parseTracebacks(body).map((traceback): LogEvent => ({
    ...recordedOf(note),
    kind: 'exception',
    traceback,
    message: note.message,
    requestId: undefined,
  }));
  const said = interpreted(note, supervisors);
  return said.kind === 'note' && exceptions.length > 0 ? exceptions : [said, ...exceptions];
}

/** Where and when an event was told, and by whom. */
const recordedOf = ({ origin, stamp, pid, host, text }: LogEvent): Omit<NoteEvent, 'kind' | 'level' | 'message'> => ({
  ...{ origin, stamp, pid, text },
  ...(host === undefined ? {} : { host }),
});
