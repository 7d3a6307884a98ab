import type { ExceptionEvent } from '../../model/event.ts';
import type { RawRecord } from '../../model/line.ts';
import type { Format, Learnt, LogSample, Reader } from '../format.ts';
import { parseTracebacks } from '../traceback.ts';
import { countBareLines } from './bare-lines.ts';
import { opensTraceback } from './openings.ts';
import { samples } from './samples.ts';
import { trailerStamp } from './trailer.ts';

const ID = 'python-traceback';

function learn({ lines }: LogSample): Learnt | undefined {
  const bare = countBareLines(lines);
  if (bare === 0) return undefined;
  return { share: bare / lines.length, layout: { format: ID, head: 'python', phrases: [] } };
}

function read({ origin, text }: RawRecord): readonly ExceptionEvent[] {
  const tracebacks = parseTracebacks(text);
  // Exception in thread T1:
  const [message = ''] = /^(?:Exception|Error|Unhandled exception) .*/.exec(text) ?? [];
  const stamp = trailerStamp(text);
  return tracebacks.map((traceback) => ({
    ...{ kind: 'exception', origin, text, traceback, message },
    ...{ stamp, pid: undefined, requestId: undefined },
  }));
}

const reader: Reader = {
  starts: (bytes, from, to) => opensTraceback(bytes, from, to),
  classify: () => 'notable',
  read,
};

/** Tracebacks that Python prints on stderr by itself, with no record's head before them: they state no pid and hardly a time. */
export const pythonTraceback: Format = {
  id: ID,
  title: 'bare Python tracebacks and stack dumps',
  docs: 'https://docs.python.org/3/library/traceback.html',
  samples,
  learn,
  open: () => reader,
};
