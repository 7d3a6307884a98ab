import { logBytes } from '../../lib/log-bytes.ts';
import type { ExceptionEvent } from '../../model/event.ts';
import type { RawRecord } from '../../model/line.ts';
import type { Format, Learnt, LogSample, Reader } from '../format.ts';
import type { Stamp } from '../../model/time.ts';
import { parseTracebacks } from '../traceback.ts';
import { countBareLines } from './bare-lines.ts';
import { isLeftAmong, lastLineLeft } from './last-line.ts';
import { FIRST_BYTES, opensMonitorReport, opensTraceback, sampledProcess } from './openings.ts';
import { samples } from './samples.ts';
import { trailerStamp } from './trailer.ts';
import { sampledPid } from '../sampled-stacks.ts';
import { stampOf } from '../stamp.ts';
import { newWallTime, readIsoTime } from '../wall-time.ts';

const ID = 'python-traceback';

function learn({ lines, whole = lines }: LogSample): Learnt | undefined {
  const bare = countBareLines(lines) + whole.filter((_, at) => isLeftAmong(whole, at)).length;
  if (bare === 0) return undefined;
  return { share: bare / lines.length, layout: { format: ID, head: 'python', phrases: [] } };
}

function read({ origin, text }: RawRecord): readonly ExceptionEvent[] {
  const whole = parseTracebacks(text);
  const left = whole.length > 0 ? undefined : lastLineLeft(text);
  const tracebacks = left ? [left] : whole;
  // Exception in thread T1:
  const [message = ''] = /^(?:Exception|Error|Unhandled exception) .*/.exec(text) ?? [];
  const stamp = trailerStamp(text) ?? monitorStamp(text);
  return tracebacks.map((traceback) => ({
    ...{ kind: 'exception', origin, text, traceback, message },
    ...{ stamp, pid: sampledPid(text), requestId: undefined },
  }));
}

/** The time that gevent's monitor thread sets before its report. */
function monitorStamp(text: string): Stamp | undefined {
  const bytes = logBytes(text);
  const time = newWallTime();
  return opensMonitorReport(bytes, 0, bytes.length) && readIsoTime(bytes, 0, time) ? stampOf(time) : undefined;
}

const open = (): Reader => {
  const time = newWallTime();
  return {
    firstBytes: FIRST_BYTES,
    starts(bytes, from, to, head) {
      head.pid = sampledProcess(bytes, from, to);
      if (!opensMonitorReport(bytes, from, to)) return opensTraceback(bytes, from, to);
      if (!readIsoTime(bytes, from, time)) return false;
      head.wall = time.wall;
      head.offsetMin = time.offsetMin;
      head.precisionUs = time.precisionUs;
      return true;
    },
    classify: () => 'notable',
    read,
  };
};
/** Tracebacks that Python prints on stderr by itself, with no record's head before them: they state no pid and hardly a time. */
export const pythonTraceback: Format = {
  id: ID,
  title: 'bare Python tracebacks and stack dumps',
  docs: 'https://docs.python.org/3/library/traceback.html',
  samples,
  learn,
  open,
};
