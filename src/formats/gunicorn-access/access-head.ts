import { type AccessMatch, clearAccessMatch, newAccessMatch } from './access-match.ts';
import { compileFormat } from './compile-format.ts';

/** gunicorn's default since 18.0: the Apache combined format (config.py AccessLogFormat). */
export const COMBINED = '%(h)s %(l)s %(u)s %(t)s "%(r)s" %(s)s %(b)s "%(f)s" "%(a)s"';

/** The head of a layout whose lines are uvicorn's: its worker under gunicorn takes no notice of the access log format. */
export const UVICORN = 'uvicorn';

// 127.0.0.1:56314 - "GET /sleep?t=1 HTTP/1.1" 200
// INFO:     127.0.0.1:56314 - "GET /sleep?t=1 HTTP/1.1" 200 OK
const UVICORN_FORMATS: readonly string[] = ['%(h)s - "%(r)s" %(s)s', 'INFO:     %(h)s - "%(r)s" %(s)s %({phrase}e)s'];

/** Several formats may stand in one head, as a log goes on in another after a change of the configuration. */
const SEPARATOR = '\n';

/** The head of a layout whose lines follow one of these format strings. */
export const headOfFormats = (formats: readonly string[]): string => formats.join(SEPARATOR);

/** Matches the line bytes[from, to), with or without its carriage return. Allocates nothing, never throws. */
export type MatchLine = (bytes: Uint8Array, from: number, to: number, found: AccessMatch) => boolean;

const CARRIAGE_RETURN = 0x0d;

/** Compiles the head of a layout; its formats are tried in order. */
export function compileHead(head: string): MatchLine {
  const formats = head.split(SEPARATOR).flatMap((format) => (format === UVICORN ? UVICORN_FORMATS : [format]));
  const steps = formats.map(compileFormat);
  return (bytes, from, to, found) => {
    const end = to > from && bytes[to - 1] === CARRIAGE_RETURN ? to - 1 : to;
    for (const step of steps) {
      clearAccessMatch(found, end - from);
      if (step(bytes, from, end, found)) return true;
    }
    return false;
  };
}

/** The head as a test of single lines, for learning. */
export function testOfHead(head: string): (line: string) => boolean {
  const matches = compileHead(head);
  const encoder = new TextEncoder();
  const found = newAccessMatch();
  return (line) => {
    const bytes = encoder.encode(line);
    return matches(bytes, 0, bytes.length, found);
  };
}
