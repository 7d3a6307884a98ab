//   File "/srv/shop/views.py", line 3, in report
const FRAME = /^ {2}File "[^"]*", line \d+/;
/** A traceback's header, a frame, or the source below it. */
const IN_TRACEBACK = /^(?:Traceback \(most recent call last\):| {2}File "| {4})/;
/** How records begin that state their time. */
const HEAD = /^\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d/;

/**
 * True if another process' record stands between a traceback's frames, as several write to one stream: lines of a source whose
 * records are not whole are put in order again (scan/whole-tracebacks.ts).
 */
export const isInterrupted = (lines: readonly string[]): boolean =>
  lines.some(
    (line, at) =>
      HEAD.test(line) && FRAME.test(lines[at + 1] ?? '') && at > 0 && IN_TRACEBACK.test(lines[at - 1] ?? ''),
  );
