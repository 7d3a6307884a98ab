import { byteWords } from '../../lib/byte-words.ts';
import type { RawRecord } from '../../model/line.ts';
import type { LogEvent } from '../../model/event.ts';
import type { Format, Learnt, LogSample, Reader } from '../format.ts';
import { parseTracebacks } from '../traceback.ts';
import { samples } from './samples.ts';

const ID = 'python-traceback';

/** How a traceback or stack dump begins when it has a line to itself. */
const STARTS = [
  'Traceback (most recent call last):',
  '  + Exception Group Traceback (most recent call last):',
  'Fatal Python error: ',
];
const OPENINGS = byteWords(STARTS);

function learn({ lines }: LogSample): Learnt | undefined {
  const starts = lines.flatMap((line, at) => (STARTS.some((start) => line.startsWith(start)) ? [at] : []));
  if (starts.length === 0) return undefined;
  const told = starts.reduce((sum, at) => sum + lengthAt(lines, at), 0);
  return { share: told / lines.length, layout: { format: ID, head: 'bare', phrases: [] } };
}

/** Lines of the traceback that begins at a line: what is indented below it, and the exception that ends it. */
function lengthAt(lines: readonly string[], start: number): number {
  let end = start + 1;
  while (/^\s/.test(lines[end] ?? '')) end += 1;
  return Math.min(end + 1, lines.length) - start;
}

const reader: Reader = {
  starts: (bytes, from) => OPENINGS.stand(bytes, from),
  classify: () => 'notable',
  read: ({ origin, text }: RawRecord): readonly LogEvent[] =>
    parseTracebacks(text).map((traceback) => ({
      ...{ kind: 'exception', origin, text, traceback, message: '' },
      ...{ stamp: undefined, pid: undefined, requestId: undefined },
    })),
};

/** Tracebacks that Python prints on stderr by itself, with no record's head before them: they state neither time nor pid. */
export const pythonTraceback: Format = {
  id: ID,
  title: 'bare Python tracebacks and stack dumps',
  docs: 'https://docs.python.org/3/library/traceback.html',
  samples,
  learn,
  open: () => reader,
};
