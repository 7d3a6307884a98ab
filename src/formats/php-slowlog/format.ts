import { digits, digitsEnd } from '../../lib/digits.ts';
import { byteWords } from '../../lib/byte-words.ts';
import { logBytes } from '../../lib/log-bytes.ts';
import type { ExceptionEvent } from '../../model/event.ts';
import type { RawRecord } from '../../model/line.ts';
import type { Frame } from '../../model/traceback.ts';
import type { Format, Learnt, LogSample, Reader } from '../format.ts';
import { stampOf } from '../stamp.ts';
import { newWallTime, readNamedMonthTime, type WallTime } from '../wall-time.ts';
import { samples } from './samples.ts';

const ID = 'php-slowlog';

const OPEN = 0x5b;
const POOL = byteWords([']  [pool ']);
const PID = byteWords([' pid ']);
const POOL_CLOSE = 0x5d;

interface SlowHead {
  readonly time: WallTime;
  pid: number;
}

/** `[23-Nov-2026 09:19:05]  [pool www] pid 1529`; PHP-FPM 5.3 to 8.4, fpm_php_trace.c. */
function readHead(bytes: Uint8Array, at: number, into: SlowHead): boolean {
  if (bytes[at] !== OPEN || !readNamedMonthTime(bytes, at + 1, into.time)) return false;
  if (!POOL.stand(bytes, into.time.end)) return false;
  const close = bytes.indexOf(POOL_CLOSE, into.time.end + 1);
  if (close < 0 || !PID.stand(bytes, close + 1)) return false;
  const from = close + 1 + ' pid '.length;
  const end = digitsEnd(bytes, from);
  into.pid = digits(bytes, from, end - from);
  return end > from;
}

const newHead = (): SlowHead => ({ time: newWallTime(), pid: 0 });

// [0x00007f1c2a0130c0] curl_exec() /srv/www/lib/http.php:88        [0x00007f1c2a013030] [INCLUDE_OR_EVAL]() /srv/www/index.php:3
const FRAME = /^\[0x[0-9a-f]+\] (?<name>.+)\(\) (?<file>\S.*):(?<line>\d+)\s*$/;

/** Innermost first, as the log has them: what was called, and where it was called. */
const framesIn = (text: string): readonly Frame[] =>
  text.split('\n').flatMap((line) => {
    const { name, file, line: number } = FRAME.exec(line)?.groups ?? {};
    return name === undefined || file === undefined ? [] : [{ file, line: Number(number), function: name }];
  });

const learn = ({ lines }: LogSample): Learnt | undefined => {
  const found = newHead();
  if (!lines.some((line) => readHead(logBytes(line), 0, found))) return undefined;
  const own = lines.filter((line) => FRAME.test(line) || readHead(logBytes(line), 0, found)).length;
  return { share: own / lines.length, layout: { format: ID, head: ID, phrases: [] } };
};

const open = (): Reader => {
  const found = newHead();
  return {
    starts(bytes, from, _to, head) {
      if (!readHead(bytes, from, found)) return false;
      head.wall = found.time.wall;
      head.offsetMin = found.time.offsetMin;
      head.precisionUs = found.time.precisionUs;
      return true;
    },
    classify: () => 'notable',
    read: readRecord,
  };
};

function readRecord({ origin, text }: RawRecord): readonly ExceptionEvent[] {
  const found = newHead();
  const frames = framesIn(text);
  if (frames.length === 0 || !readHead(logBytes(text), 0, found)) return [];
  const chain = [{ exception: 'StackDump', message: '', frames: frames.toReversed() }];
  const said = { origin, stamp: stampOf(found.time), pid: found.pid, text, message: '', requestId: undefined };
  return [{ kind: 'exception', ...said, traceback: { chain, truncated: false, group: [] } }];
}

/**
 * PHP-FPM's slowlog: where a request stood when it had taken too long (`request_slowlog_timeout`). The master writes it of a child that
 * it has stopped (fpm_request.c, fpm_php_trace.c): no sign that the child lives.
 */
export const phpSlowlog: Format = {
  id: ID,
  title: "PHP-FPM's slowlog",
  docs: 'https://www.php.net/manual/en/install.fpm.configuration.php#slowlog',
  samples,
  learn,
  open,
};
