import { isoTime } from '../lib/iso-time.ts';
import type { LogEvent } from '../model/event.ts';
import type { Evidence, ReportFrame } from '../model/report-evidence.ts';
import { isStated, type Micros } from '../model/time.ts';
import type { Frame } from '../model/traceback.ts';

/** Records longer than this are cut at a line end; the origin leads to the rest. */
const MAX_EVIDENCE_CHARS = 6_000;

/** How instants and records are written in one report: one zone, one list of paths. */
export interface Writing {
  readonly offsetMin: number;
  /** Path of each source by its id. */
  readonly paths: ReadonlyMap<number, string>;
}

/** The instant, or null where no line stated it. */
export const statedOrNull = (at: Micros, writing: Writing): string | null =>
  isStated(at) ? written(at, writing) : null;

export const written = (at: Micros, { offsetMin }: Writing): string => isoTime(at, offsetMin);

export const writtenOrNull = (at: Micros | undefined, writing: Writing): string | null =>
  at === undefined ? null : statedOrNull(at, writing);

export const evidenceOf = ({ origin, text }: Pick<LogEvent, 'origin' | 'text'>, { paths }: Writing): Evidence => ({
  source: origin.source,
  file: paths.get(origin.source) ?? '?',
  line: origin.line,
  offset: origin.byteOffset,
  text: cutAtLine(text),
});

function cutAtLine(text: string): string {
  if (text.length <= MAX_EVIDENCE_CHARS) return text;
  const end = text.lastIndexOf('\n', MAX_EVIDENCE_CHARS);
  return text.slice(0, end > 0 ? end : MAX_EVIDENCE_CHARS);
}

export const frameOf = ({ file, line, function: name, code }: Frame): ReportFrame => ({
  file,
  line,
  function: name,
  code: code ?? null,
});
