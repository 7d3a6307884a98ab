import { byteWords } from '../../lib/byte-words.ts';
import type { Layout } from '../../model/layout.ts';
import type { Format, Head, Reader, RecordClass } from '../format.ts';
import { holdsTraceback } from '../traceback-marks.ts';
import { readEvents } from './events.ts';
import { levelOf, newErrorHead, readErrorHead, shapesOfHead, type ErrorHead } from './head.ts';
import { ID, learn } from './learn.ts';
import { isOwn, mayBeDetail, mayBeStep } from './messages.ts';
import { samples } from './samples.ts';

const LINE_END = 0x0a;

const open = ({ head: shapes }: Layout): Reader => {
  const holds = shapesOfHead(shapes);
  const found = newErrorHead();
  const isServers = (bytes: Uint8Array): boolean => {
    const whose = holds[found.shape];
    return whose === 'server' || (whose === 'application-too' && isOwn(bytes, found.message, levelOf(found)));
  };
  return {
    starts(bytes: Uint8Array, from: number, _to: number, head: Head): boolean {
      if (!readErrorHead(bytes, from, found) || !isServers(bytes)) return false;
      head.wall = found.time.wall;
      head.offsetMin = found.time.offsetMin;
      head.precisionUs = found.time.precisionUs;
      head.pid = found.pid;
      return true;
    },
    classify(bytes: Uint8Array, from: number, to: number): RecordClass {
      if (!readErrorHead(bytes, from, found)) return 'plain';
      return isNotable(bytes, found) || hasTraceback(bytes, found.message, to) ? 'notable' : 'plain';
    },
    read: readEvents,
  };
};

const isNotable = (bytes: Uint8Array, found: ErrorHead): boolean => {
  const level = levelOf(found);
  if (level === 'error' || level === 'critical' || mayBeStep(bytes, found.message)) return true;
  return level === 'debug' && mayBeDetail(bytes, found.message);
};

/** A stack that a hook printed (traceback.print_stack in `worker_abort`) has no header. */
const FRAMES = byteWords(['  File "', 'File "']);

/** True if one is told below the first line of the record that ends at `to`. */
const hasTraceback = (bytes: Uint8Array, from: number, to: number): boolean => {
  const lineEnd = bytes.indexOf(LINE_END, from);
  return lineEnd >= 0 && lineEnd < to && (FRAMES.stand(bytes, lineEnd + 1) || holdsTraceback(bytes, lineEnd + 1, to));
};

/**
 * gunicorn's error log: what the arbiter and its workers say. Other messages in the same shape are signs of life, unless there are so
 * many that an application logs through gunicorn's logger: then they are read as the application's.
 */
export const gunicornError: Format = {
  id: ID,
  title: "gunicorn's error log",
  docs: 'https://docs.gunicorn.org/en/stable/settings.html#errorlog',
  samples,
  learn,
  open,
};
