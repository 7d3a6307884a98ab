import { logBytes } from '../../lib/log-bytes.ts';
import type { ExceptionEvent, LogEvent, NoteEvent } from '../../model/event.ts';
import type { RawRecord } from '../../model/line.ts';
import { stampOf } from '../stamp.ts';
import { exceptionsBelow } from '../exceptions-below.ts';
import { levelOf, newErrorHead, readErrorHead } from './head.ts';
import { SETTING_INDENT } from './messages.ts';

const CONFIGURATION = 'Current configuration:';

/** The note of one record, and what stands below it: the settings of a configuration dump, or an exception. */
export const readEvents = (record: RawRecord): readonly LogEvent[] => {
  const note = readNote(record);
  if (!note) return [];
  if (note.message === CONFIGURATION) return [note, ...readSettings(note)];
  return [note, ...readExceptions(note)];
};

const readNote = ({ origin, text }: RawRecord): NoteEvent | undefined => {
  const [line = ''] = text.split('\n', 1);
  const found = newErrorHead();
  if (!readErrorHead(logBytes(line), 0, found)) return undefined;
  // All of a head is ASCII, so that its length in bytes is that in characters.
  const message = line.slice(found.message).replace(/\r$/, '');
  const { pid, time } = found;
  return { kind: 'note', origin, stamp: stampOf(time), pid, text, level: levelOf(found), message };
};

/** One note a setting, so that each can be read as a step of its own; its origin is its own line. */
const readSettings = (note: NoteEvent): readonly NoteEvent[] => {
  const { line, byteOffset } = note.origin;
  let offset = byteOffset;
  return note.text.split('\n').flatMap((text, place) => {
    const origin = { ...note.origin, line: line + place, byteOffset: offset };
    offset += Buffer.byteLength(text) + 1;
    return place > 0 && text.startsWith(SETTING_INDENT) ? [{ ...note, origin, text, message: text }] : [];
  });
};

// A page may have made one line of record and traceback.
const readExceptions = ({ origin, stamp, pid, text, message }: NoteEvent): readonly ExceptionEvent[] =>
  exceptionsBelow({ origin, stamp, pid, text, message, requestId: undefined }, text.slice(text.indexOf('\n') + 1));
