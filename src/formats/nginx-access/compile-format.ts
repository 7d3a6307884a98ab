import { SPAN } from '../access-match.ts';
import {
  ANY_BYTE,
  countStep,
  lineEnd,
  literalStep,
  quotedStep,
  statusStep,
  type Step,
  tailStep,
  textStep,
  wordStep,
} from '../access-steps.ts';
import { encoded, isQuoted, stopAt } from '../format-pieces.ts';
import { moment } from '../moment-step.ts';
import { listStep, seconds } from './steps.ts';
import { type Piece, piecesOf } from './variables.ts';

/** Compiles one `log_format` to a match of whole lines; one that tells neither a time nor a request matches none. */
export function compileFormat(format: string): Step {
  const pieces = piecesOf(format);
  const names = pieces.flatMap((piece) => ('variable' in piece ? [piece.variable] : []));
  if (!names.some((name) => MOMENTS.has(name)) || !names.some((name) => REQUESTS.has(name))) return () => false;
  const duration = names.find((name) => name === 'request_time') ?? names.find((name) => name in DURATIONS);
  const id = ID_NAMES.map((name) => names.find((one) => name.test(one))).find((name) => name !== undefined);
  return pieces.reduceRight<Step>((next, piece, at) => {
    if ('literal' in piece) return literalStep(encoded(piece.literal), next);
    const { variable } = piece;
    if (variable === duration) return seconds(next);
    const strict = STRICT.get(variable);
    if (strict) return strict(next);
    const span = variable === id ? SPAN.id : (SPANS.get(variable) ?? SPAN.none);
    return textual(span, { variable, next, before: pieces[at - 1], after: pieces[at + 1] });
  }, lineEnd);
}

const MOMENTS: ReadonlySet<string> = new Set(['time_local', 'time_iso8601', 'msec']);
const REQUESTS: ReadonlySet<string> = new Set(['request', 'request_uri', 'uri', 'document_uri']);
const DURATIONS: Readonly<Record<string, true>> = { request_time: true, upstream_response_time: true };
const ID_NAMES: readonly RegExp[] = [/request_?u?id|^req_id$/, /correlation_?id/, /trace/];

/** Variables that can hold only one kind of value (ngx_http_core_module, ngx_http_log_module). */
const STRICT: ReadonlyMap<string, (next: Step) => Step> = new Map([
  ['time_local', moment],
  ['time_iso8601', moment],
  ['msec', moment],
  ['status', statusStep],
  ['body_bytes_sent', countStep],
  ['bytes_sent', countStep],
  ['request_length', countStep],
  ['connection', countStep],
]);

const SPANS: ReadonlyMap<string, number> = new Map([
  ['request', SPAN.request],
  ['request_method', SPAN.method],
  ['request_uri', SPAN.path],
  ['uri', SPAN.path],
  ['document_uri', SPAN.path],
  ['args', SPAN.query],
  ['query_string', SPAN.query],
  ['upstream_addr', SPAN.upstream],
  ['upstream_status', SPAN.upstreamStatus],
]);

/** What nginx writes as a list, and columns whose variable is not known. */
const LISTS: ReadonlySet<string> = new Set([
  'upstream_addr',
  'upstream_status',
  'upstream_response_time',
  'upstream_response_length',
  'other',
]);

interface Column {
  readonly variable: string;
  readonly next: Step;
  readonly before: Piece | undefined;
  readonly after: Piece | undefined;
}

function textual(span: number, { variable, next, before, after }: Column): Step {
  if (isQuoted(before, after)) return quotedStep(span, next);
  const stop = stopAt(after);
  if (LISTS.has(variable)) return listStep(span, stop, next);
  if (next === lineEnd) return tailStep(span);
  return variable === 'remote_addr' && stop !== ANY_BYTE ? wordStep(stop, next) : textStep(span, stop, next);
}
