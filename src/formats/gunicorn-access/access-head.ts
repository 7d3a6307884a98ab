import { type MatchLine, matchAny, testOf } from '../access-reader.ts';
import { behindStamp } from './collector-stamp.ts';
import { compileFormat } from './compile-format.ts';

/** The head of a layout whose lines are uvicorn's: its worker under gunicorn takes no notice of the access log format. */
export const UVICORN = 'uvicorn';

// 127.0.0.1:56314 - "GET /sleep?t=1 HTTP/1.1" 200
// INFO:     127.0.0.1:56314 - "GET /sleep?t=1 HTTP/1.1" 200 OK
const UVICORN_FORMATS: readonly string[] = ['%(h)s - "%(r)s" %(s)s', 'INFO:     %(h)s - "%(r)s" %(s)s %({phrase}e)s'];

/** Several formats may stand in one head, as a log goes on in another after a change of the configuration. */
const SEPARATOR = '\n';

/** The head of a layout whose lines follow one of these format strings. */
export const headOfFormats = (formats: readonly string[]): string => formats.join(SEPARATOR);

/** Compiles the head of a layout; its formats are tried in order, on the line and on what stands behind a collector's stamp. */
export function compileHead(head: string): MatchLine {
  const matches = matchAny(
    head
      .split(SEPARATOR)
      .flatMap((format) => (format === UVICORN ? UVICORN_FORMATS : [format]))
      .map(compileFormat),
  );
  return (bytes, from, to, found) => {
    if (matches(bytes, from, to, found)) return true;
    const behind = behindStamp(bytes, from, to);
    return behind > from && matches(bytes, behind, to, found);
  };
}

/** The head as a test of single lines, for learning. */
export const testOfHead = (head: string): ((line: string) => boolean) => testOf(compileHead(head));
