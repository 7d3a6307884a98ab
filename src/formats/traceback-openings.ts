import type { ChainLink } from '../model/traceback.ts';

const HEADER = /(?:\b|\^C)Traceback \(most recent call last\):\s*$/;
//   + Exception Group Traceback (most recent call last):
const GROUP_HEADER = /(?:^|\s)\+ Exception Group Traceback \(most recent call last\):\s*$/;
// Stack (most recent call last):            (logging's stack_info)
// source_traceback: Object created at (most recent call last):            (asyncio's debug mode)
const LISTING = /\(most recent call last\):\s*$/;
const LINKS: ReadonlyMap<string, ChainLink> = new Map([
  ['During handling of the above exception, another exception occurred:', 'during-handling'],
  ['The above exception was the direct cause of the following exception:', 'direct-cause'],
]);
// 2026-11-23T09:15:28Z <Greenlet at 0x7f…: boom(5)> failed with ValueError
// Fri Mar 12 09:57:45 2021 <Greenlet at 0x7f…: boom(5)> failed with ValueError      (gevent before 1.3)
const GEVENT_TRAILER = /^(?:[\w:-]+Z |\w{3} \w{3} [ \d]\d [\d:]{8} \d{4} )?<.*> failed with \w/;
// Exception in thread T1:
// Exception ignored in: <function Pool.__del__ at 0x7f…>
// Error in atexit._run_exitfuncs:
const ANNOUNCEMENT = /^(?:Exception (?:in|ignored)|Error in|Unhandled exception) .*/;

// concurrent.futures.process._RemoteTraceback:
const WRAPPER = /^[\w.]+: ?$/;
// Fatal Python error: Aborted
// Current thread 0x00007f2b1c0a1740 (most recent call first):
const DUMP = /^(?:Fatal Python error: .+|Timeout \([\d:.]+\)!|.*\(most recent call first\):)$/;

/** Lines that are never part of the message above them. */
const ENDS: readonly RegExp[] = [
  // what logging prints below the exception that kept it from writing (logging/__init__.py, Handler.handleError)
  /^Call stack:$/,
  LISTING,
  DUMP,
  GEVENT_TRAILER,
];

/** The line by which Python and its relatives quote a traceback inside of a message. */
export const isQuotes = (line: string | undefined): boolean => line?.trim() === '"""';

/** True if the line is a traceback's header, perhaps a group's, behind whatever stands before it. */
export const isHeader = (line: string | undefined): boolean => line !== undefined && HEADER.test(line);

/** True if the line is the header of an exception group at its own margin (Python 3.11 on, and the exceptiongroup backport). */
export const isGroupHeader = (line: string | undefined): boolean => line !== undefined && GROUP_HEADER.test(line);

/** True if frames follow which no exception passed through. */
export const isListing = (line: string): boolean => LISTING.test(line) && !isHeader(line);

/** How the next block of a chain follows, if the line says so. */
export const linkOf = (line: string | undefined): ChainLink | undefined => LINKS.get(line?.trim() ?? '');

/** True if an exception that has no frames of its own quotes a traceback as all of its message. */
const isWrapper = (lines: readonly string[], at: number): boolean =>
  WRAPPER.test(lines[at] ?? '') && isQuotes(lines[at + 1]) && isHeader(lines[at + 2]);

/** True if the line at `at` surely is no part of the message above it, which otherwise may hold any text. */
export function endsMessage(lines: readonly string[], at: number, quoted: boolean): boolean {
  const line = lines[at] ?? '';
  if (isQuotes(line)) return quoted || isHeader(lines[at + 1]);
  if (linkOf(line) !== undefined || ENDS.some((pattern) => pattern.test(line))) return true;
  return isWrapper(lines, at) || (ANNOUNCEMENT.test(line) && isHeader(lines[at + 1]));
}
