import { byteWords } from '../../lib/byte-words.ts';
import { logBytes } from '../../lib/log-bytes.ts';
import type { LogEvent } from '../../model/event.ts';
import type { RawRecord } from '../../model/line.ts';
import type { Format, Head, Learnt, LogSample, Reader, RecordClass } from '../format.ts';
import { stampOf } from '../stamp.ts';
import { newErrorHead, readErrorHead } from './head.ts';
import { lostRequest } from './messages.ts';
import { samples } from './samples.ts';

const ID = 'nginx-error';

const learn = ({ lines }: LogSample): Learnt | undefined => {
  const found = newErrorHead();
  const own = lines.filter((line) => readErrorHead(logBytes(line), 0, found)).length;
  return own === 0 ? undefined : { share: own / lines.length, layout: { format: ID, head: ID, phrases: [] } };
};

/** Words of all messages that tell how a request lost the server behind. */
const TELLING = byteWords(['upstream', 'client prematurely closed']);

const open = (): Reader => {
  const found = newErrorHead();
  return {
    starts(bytes: Uint8Array, from: number, _to: number, head: Head): boolean {
      if (!readErrorHead(bytes, from, found)) return false;
      head.wall = found.time.wall;
      head.offsetMin = found.time.offsetMin;
      head.precisionUs = found.time.precisionUs;
      return true;
    },
    classify(bytes: Uint8Array, from: number, to: number): RecordClass {
      return readErrorHead(bytes, from, found) && TELLING.occur(bytes, found.message, to) ? 'failed' : 'plain';
    },
    read: readRecord,
  };
};

const readRecord = ({ origin, text }: RawRecord): readonly LogEvent[] => {
  const found = newErrorHead();
  const bytes = logBytes(text);
  if (!readErrorHead(bytes, 0, found)) return [];
  const facts = lostRequest(new TextDecoder().decode(bytes.subarray(found.message)));
  if (!facts) return [];
  const said = { ...facts, connection: CONNECTION.exec(text)?.[1] };
  // The pid in front is nginx' own.
  return [{ kind: 'request', edge: 'whole', origin, stamp: stampOf(found.time), pid: undefined, text, facts: said }];
};

/** `10092#10092: *330 ` */
const CONNECTION = /\d#\d+: \*(\d+) /;

/** nginx' error log. A line about an upstream tells how one request ended. */
export const nginxError: Format = {
  id: ID,
  title: "nginx' error log",
  docs: 'https://nginx.org/en/docs/ngx_core_module.html#error_log',
  samples,
  learn,
  open,
};
