import { DATED_HEAD, PYTHON_FRAME } from '../../lib/traceback-lines.ts';

/** A traceback's header, a frame, or the source below it. */
const IN_TRACEBACK = /^(?:Traceback \(most recent call last\):| {2}File "| {4})/;

/**
 * True if another process' record stands between a traceback's frames, as several write to one stream: lines of a source whose
 * records are not whole are put in order again (scan/whole-tracebacks.ts).
 */
export const isInterrupted = (lines: readonly string[]): boolean =>
  lines.some(
    (line, at) =>
      DATED_HEAD.test(line) &&
      PYTHON_FRAME.test(lines[at + 1] ?? '') &&
      at > 0 &&
      IN_TRACEBACK.test(lines[at - 1] ?? ''),
  );
