import { byteWords } from '../lib/byte-words.ts';

/** What only a traceback or a stack dump prints (CPython traceback.c and faulthandler.c): hardly a line else holds even its first byte. */
const MARKS = byteWords([
  '(most recent call last)',
  '(most recent call first):',
  'Fatal Python error: ',
  // py-spy: Thread 25585 (active+gil): "MainThread"
  '(active): "',
  '(active+gil): "',
  '(idle): "',
  // PHP-FPM's slowlog: [23-Nov-2026 09:19:05]  [pool www] pid 1529
  ']  [pool ',
]);

/** True if bytes[from, to) tell a traceback or a stack dump. Allocates nothing. */
export const holdsTraceback = (bytes: Uint8Array, from: number, to: number): boolean => MARKS.occur(bytes, from, to);
