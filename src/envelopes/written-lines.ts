import type { Peel } from './envelope.ts';

const HEADER = 'Traceback (most recent call last):';
/** Above it stands what went wrong: a traceback below anything else may be somebody else's, who wrote to the same file. */
const WENT_WRONG = /error|exception|fail/i;
/** What may stand below a traceback's header: its frames, further ones, and what was raised. */
const GOES_ON =
  /^(?:Traceback \(most recent call last\):|\s|During handling of the above|The above exception was|(?:\w+\.)*\w+(?::|$))/;

const isBelow = (line: string, next: string, peel: Peel): boolean =>
  next === HEADER && WENT_WRONG.test(peel(line)?.text ?? '');

/**
 * True if messages of several lines were written as they came: gunicorn sends a traceback in one datagram (`--log-syslog`), and syslog-ng
 * (3.38), as rsyslog with `$EscapeControlCharactersOnReceive off`, sets nothing in place of its line ends.
 */
export const writesLines = (lines: readonly string[], peel: Peel): boolean =>
  lines.some((line, at) => isBelow(lines[at - 1] ?? '', line, peel));

/** What joins such lines: the first is wrapped, the others are not. */
export const writtenLines =
  (peel: Peel) =>
  (line: string, next: string): string | undefined => {
    if (!GOES_ON.test(next) || peel(next) !== undefined) return undefined;
    return isBelow(line, next, peel) || (GOES_ON.test(line) && peel(line) === undefined) ? '\n' : undefined;
  };
