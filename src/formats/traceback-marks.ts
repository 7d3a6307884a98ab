import { byteWords } from '../lib/byte-words.ts';
import { WordsAhead } from '../lib/words-ahead.ts';

/** What only a traceback or a stack dump prints (CPython traceback.c and faulthandler.c): hardly a line else holds even its first byte. */
const MARKS: readonly string[] = [
  '(most recent call last)',
  '(most recent call first):',
  'Fatal Python error: ',
  '# Thread: ',
  // py-spy: Thread 25585 (active+gil): "MainThread"
  '(active): "',
  '(active+gil): "',
  '(idle): "',
  // PHP-FPM's slowlog: [23-Nov-2026 09:19:05]  [pool www] pid 1529
  ']  [pool ',
];

const marks = byteWords(MARKS);

/** True if bytes[from, to) tell a traceback or a stack dump. Allocates nothing. */
export const holdsTraceback = (bytes: Uint8Array, from: number, to: number): boolean => marks.occur(bytes, from, to);

/** Tells the same of the records of a long text, one after the other. */
export const tracebacksAhead = (): WordsAhead => new WordsAhead(MARKS);
