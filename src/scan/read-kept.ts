import type { LogEvent, NoteEvent } from '../model/event.ts';
import { disowned } from './disowned.ts';
import { interpreted, spokenEvents } from './interpret.ts';
import { type KeptRecord, NOT_SPOKEN } from './open-record.ts';
import type { Readers } from './readers.ts';
import { recordText } from './record-text.ts';
import type { ScannedText } from './scanned-text.ts';
import { withNoted } from './with-noted.ts';

/** True if a collector wrapped these lines. */
export const isWrapped = ({ host }: ScannedText, { peel }: Readers): boolean =>
  host !== undefined || peel !== undefined;

/** Full events of a record that is kept: its format's, or those of the supervisor that speaks in it. */
export function readKept(record: Readonly<KeptRecord>, text: ScannedText, readers: Readers): readonly LogEvent[] {
  const { reader, spokenAt, line, lastLine, from, to, said } = record;
  const recorded = { origin: text.originOf(line, from), text: recordText(text.bytes, from, to) };
  const events =
    spokenAt === NOT_SPOKEN
      ? (reader?.reader.read(recorded) ?? []).map((event) => interpreted(event, reader?.supervisors ?? []))
      : readSpoken(recordText(text.bytes, spokenAt, to), { ...said, ...recorded }, readers);
  if (!isWrapped(text, readers)) return disowned(events);
  const verbatim = text.verbatim({ line, lastLine, from, to });
  return disowned(events.map((event) => withNoted(event, { ...said, verbatim, host: text.host })));
}

function readSpoken(
  words: string,
  recorded: Pick<NoteEvent, 'origin' | 'stamp' | 'pid' | 'text'>,
  { supervisors }: Readers,
): readonly LogEvent[] {
  const [message = ''] = words.split('\n', 1);
  const note: NoteEvent = { kind: 'note', ...recorded, level: undefined, message };
  return spokenEvents(note, words.slice(message.length + 1), supervisors);
}
