import { byteWords } from '../../lib/byte-words.ts';
import { logBytes } from '../../lib/log-bytes.ts';
import type { LogEvent } from '../../model/event.ts';
import type { RawRecord } from '../../model/line.ts';
import type { Format, Head, Learnt, LogSample, Reader, RecordClass } from '../format.ts';
import { stampOf } from '../stamp.ts';
import { newWallTime, type WallTime } from '../wall-time.ts';
import { readErrorHead } from './head.ts';
import { toldLoss, type ToldLoss } from './messages.ts';
import { samples } from './samples.ts';

const ID = 'apache-error';

/** Words of all messages that tell how a request lost the server behind. */
const TELLING = byteWords([
  'from remote server',
  'error reading response headers from',
  'attempt to connect to',
  'failed to make connection to backend',
  'are in error state',
  'disabled connection for',
  'Error dispatching request to',
]);

/** Each message of 2.4 has a number; what programs print comes under two of them (mod_proxy_fcgi, mod_cgi), and without one from modules like mod_wsgi. */
const NUMBER = byteWords(['AH0', 'AH1']);
const HANDED_ON = byteWords(['AH01071: ', 'AH01215: ']);

const tells = (bytes: Uint8Array, { end }: WallTime, to: number): boolean => TELLING.occur(bytes, end, to);

const isOwn = (bytes: Uint8Array, from: number, to: number, time: WallTime): boolean =>
  readErrorHead(bytes, from, time) &&
  (NUMBER.occur(bytes, time.end, to) ? !HANDED_ON.occur(bytes, time.end, to) : tells(bytes, time, to));

const learn = ({ lines }: LogSample): Learnt | undefined => {
  const time = newWallTime();
  const own = lines.filter((line) => {
    const bytes = logBytes(line);
    return isOwn(bytes, 0, bytes.length, time);
  }).length;
  return own === 0 ? undefined : { share: own / lines.length, layout: { format: ID, head: ID, phrases: [] } };
};

const open = (): Reader => {
  const time = newWallTime();
  return {
    starts(bytes: Uint8Array, from: number, to: number, head: Head): boolean {
      if (!isOwn(bytes, from, to, time)) return false;
      head.wall = time.wall;
      head.offsetMin = time.offsetMin;
      head.precisionUs = time.precisionUs;
      return true;
    },
    classify: (bytes: Uint8Array, from: number, to: number): RecordClass =>
      readErrorHead(bytes, from, time) && tells(bytes, time, to) ? 'failed' : 'plain',
    read: reader(),
  };
};

const CLIENT = /\[client (?<client>[^\]\s]+)\]/;
const THREAD = /\[pid \d+(?::tid \d+)?\]/;

/** Reads lines in their order, as of two that one thread writes the first tells why the request was lost, and the second which. */
function reader(): Reader['read'] {
  const reasons = new Map<string, ToldLoss>();
  return ({ origin, text }: RawRecord): readonly LogEvent[] => {
    const time = newWallTime();
    const told = readErrorHead(logBytes(text), 0, time) ? toldLoss(text) : undefined;
    if (!told) return [];
    const connection = CLIENT.exec(text)?.groups?.['client'];
    const thread = THREAD.exec(text)?.[0] ?? connection ?? '';
    if (told.isReason) {
      reasons.set(thread, told);
      return [];
    }
    const facts = { ...NOTHING_TOLD, ...because(told, reasons.get(thread)), connection };
    reasons.delete(thread);
    // The pid in front is Apache's own.
    return [{ kind: 'request', edge: 'whole', origin, stamp: stampOf(time), pid: undefined, text, facts }];
  };
}

const NOTHING_TOLD = { id: undefined, method: undefined, durationUs: undefined };

const because = ({ error, status, target, upstream }: ToldLoss, reason: ToldLoss | undefined) => ({
  ...{ status, target, upstream: reason?.upstream ?? upstream, upstreamError: reason?.error ?? error },
});

/** Apache's own messages in its error log: how requests were lost where it is a proxy. What programs print there is read as theirs. */
export const apacheError: Format = {
  id: ID,
  title: "Apache's error log",
  docs: 'https://httpd.apache.org/docs/2.4/logs.html#errorlog',
  samples,
  learn,
  open,
};
