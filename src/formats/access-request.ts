import { logBytes } from '../lib/log-bytes.ts';
import type { LogEvent, RequestFacts } from '../model/event.ts';
import type { RawRecord } from '../model/line.ts';
import type { MatchLine } from './access-reader.ts';
import { NOT_STATED } from './format.ts';
import { stampOf } from './stamp.ts';
import { type AccessMatch, newAccessMatch, SPAN } from './access-match.ts';

/** The request that one access line sums up; its stamp is when the line was written, which is the request's end. */
export const requestReader =
  (matches: MatchLine) =>
  ({ origin, text }: RawRecord): readonly LogEvent[] => {
    const [line = ''] = text.split('\n', 1);
    const bytes = logBytes(line);
    const found = newAccessMatch();
    if (!matches(bytes, 0, bytes.length, found)) return [];
    const pid = found.pid === NOT_STATED ? undefined : found.pid;
    return [
      { kind: 'request', edge: 'whole', origin, stamp: stampOf(found.time), pid, text, facts: factsOf(bytes, found) },
    ];
  };

const factsOf = (bytes: Uint8Array, found: AccessMatch): RequestFacts => {
  const textAt = (span: number): string | undefined => spanText(bytes, found, span);
  const line = parseRequestLine(textAt(SPAN.request) ?? '');
  const facts = {
    id: stated(textAt(SPAN.id)),
    method: line.method ?? stated(textAt(SPAN.method)),
    target: line.target ?? targetOf(textAt(SPAN.path), textAt(SPAN.query)),
    status: Number.isNaN(found.status) ? undefined : found.status,
    durationUs: Number.isNaN(found.durationUs) ? undefined : found.durationUs,
    upstream: stated(textAt(SPAN.upstream)),
    upstreamStatus: textAt(SPAN.upstreamStatus),
  };
  return facts.target?.includes('://') ? askedElsewhere(facts) : facts;
};

// GET http://shop.example/item?order_id=1059349 HTTP/1.1
const ABSOLUTE = /^[a-z][a-z+.-]*:\/\/[^/?#]*(?<target>.*)$/i;
const UNAVAILABLE = 503;

/**
 * Varnish writes the request with its host (varnishncsa(1), `%r`, 4 to 7), as one to a forward proxy has it; it answers 503 where the
 * server behind could not be reached or gave no answer (builtin.vcl, "Backend fetch failed").
 */
const askedElsewhere = (facts: RequestFacts): RequestFacts => {
  const target = ABSOLUTE.exec(facts.target ?? '')?.groups?.['target'];
  if (target === undefined) return facts;
  const isLost = facts.status === UNAVAILABLE;
  return { ...facts, target: target === '' ? '/' : target, ...(isLost ? { upstreamError: 'closed' } : {}) };
};

/** The column's text as it was before gunicorn set backslashes to its quotes; `undefined` where there is no such column. */
const spanText = (bytes: Uint8Array, { spans }: AccessMatch, span: number): string | undefined => {
  const [from = 0, to = 0] = spans.subarray(span, span + 2);
  return to === 0 ? undefined : new TextDecoder().decode(bytes.subarray(from, to)).replaceAll('\\"', '"');
};

const stated = (text: string | undefined): string | undefined => (text === '' || text === '-' ? undefined : text);

// GET /item?order_id=1059349 HTTP/1.1
// GET /item? HTTP/1.1 (`%(m)s %(U)s?%(q)s %(H)s` without a query)
// GET /fast 1.1 (hypercorn, which also leaves out the query)
const REQUEST_LINE = /^(?<method>[A-Za-z]+) (?<target>.*?)\??(?: (?:HTTP\/)?\d(?:\.\d)?)?$/;

interface RequestLine {
  readonly method?: string;
  readonly target?: string;
}

const parseRequestLine = (text: string): RequestLine => REQUEST_LINE.exec(text)?.groups ?? {};

/** `%(U)s%(q)s` shows no border between the two: all of it is then the query's. */
const targetOf = (path: string | undefined, query: string | undefined): string | undefined => {
  if (stated(query) === undefined) return stated(path);
  return path === '' ? query : `${path ?? ''}?${query ?? ''}`;
};
