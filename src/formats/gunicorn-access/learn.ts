import type { Learnt, LogSample } from '../format.ts';
import { headOfFormats, testOfHead, UVICORN } from './access-head.ts';
import { COMBINED } from './compile-format.ts';
import { withoutStamp } from './collector-stamp.ts';
import { inferFormat } from './infer-format.ts';

export const ID = 'gunicorn-access';

// 127.0.0.1:56314 - "GET /sleep?t=1 HTTP/1.1" 200
// INFO:     127.0.0.1:56314 - "GET /sleep?t=1 HTTP/1.1" 200 OK
const UVICORN_LINE = /^(?:INFO: {5})?(?:\S*:\d+)? - "[A-Z]+ \S+ HTTP\/[\d.]+" \d{3}(?: [\w' -]*)?\r?$/;

/** The default, and that of gunicorn 0.17 with a stray quote before it. */
const KNOWN: readonly string[] = [COMBINED, `"${COMBINED}`];

/** A log has at most so many formats, one after another or side by side. */
const MAX_FORMATS = 6;

/** Lines that no format has taken yet, and the formats that took the others. */
class Sharing {
  readonly formats: string[] = [];
  left: readonly string[];

  constructor(lines: readonly string[]) {
    this.left = lines;
  }

  /** Gives the format all lines that it fits. */
  take(format: string): void {
    const left = this.leftBy(format);
    if (left.length === this.left.length) return;
    this.formats.push(format);
    this.left = left;
  }

  /** What a proxy has written is nobody's; gives the number of its lines. */
  drop(format: string): number {
    const { length } = this.left;
    this.left = this.leftBy(format);
    return length - this.left.length;
  }

  private leftBy(format: string): readonly string[] {
    const fits = testOfHead(format);
    return this.left.filter((line) => !fits(line));
  }
}

/** The formats of a log: stated ones first, then those known by heart, then what its columns show. */
export function learn({ lines: written, workerPids, stated }: LogSample): Learnt | undefined {
  const lines = written.map(withoutStamp);
  const sharing = new Sharing(lines);
  for (const format of byFit(stated, lines)) sharing.take(format);
  if (sharing.left.some((line) => UVICORN_LINE.test(line))) sharing.take(UVICORN);
  for (const format of KNOWN) sharing.take(format);
  let foreign = 0;
  for (let count = 0; count < MAX_FORMATS; count += 1) {
    const inferred = inferFormat(sharing.left, workerPids);
    if (!inferred) break;
    if (inferred.isOurs) sharing.take(inferred.format);
    else foreign += sharing.drop(inferred.format);
  }
  if (sharing.formats.length === 0) return undefined;
  const claimed = lines.length - sharing.left.length - foreign;
  return { share: claimed / lines.length, layout: { format: ID, head: headOfFormats(sharing.formats), phrases: [] } };
}

/** The one that fits most lines first. */
const byFit = (formats: readonly string[], lines: readonly string[]): readonly string[] => {
  const fitting = new Map(formats.map((format) => [format, lines.filter(testOfHead(format)).length]));
  return [...fitting.keys()].toSorted((a, b) => (fitting.get(b) ?? 0) - (fitting.get(a) ?? 0));
};
