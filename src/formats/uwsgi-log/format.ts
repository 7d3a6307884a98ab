import { byteWords } from '../../lib/byte-words.ts';
import { logBytes } from '../../lib/log-bytes.ts';
import type { ExceptionEvent, LogEvent, RequestEvent } from '../../model/event.ts';
import type { RawRecord } from '../../model/line.ts';
import type { Format, Head, Learnt, LogSample, Reader, RecordClass } from '../format.ts';
import { stampOf } from '../stamp.ts';
import { holdsTraceback } from '../traceback-marks.ts';
import { parseTracebacks } from '../traceback.ts';
import { type LineHead, newLineHead, readLine } from './line.ts';
import { samples } from './samples.ts';

const ID = 'uwsgi-log';
const LINE_END = 0x0a;
const REQUEST_TIMEOUT = 408;
/** Frames stand below it, in lines that begin like any text (2.0, plugins/python/tracebacker.c). */
const TRACEBACKER = byteWords(['*** uWSGI Python tracebacker output ']);

/** Claims a sample that holds uWSGI's own lines, and with them all others under its stamp. */
const learn = ({ lines }: LogSample): Learnt | undefined => {
  const found = newLineHead();
  let own = 0;
  let telling = 0;
  for (const line of lines) {
    const bytes = logBytes(line);
    if (!readLine(bytes, 0, bytes.length, found)) continue;
    own++;
    if (found.kind !== 'other') telling++;
  }
  if (telling === 0) return undefined;
  return { share: own / lines.length, layout: { format: ID, head: '[date - ]message', phrases: [] } };
};

const open = (): Reader => {
  const found = newLineHead();
  return {
    starts(bytes: Uint8Array, from: number, to: number, head: Head): boolean {
      if (!readLine(bytes, from, to, found)) return false;
      head.wall = found.wall;
      head.offsetMin = found.offsetMin;
      head.precisionUs = found.precisionUs;
      if (found.kind === 'request') head.pid = found.request.pid;
      return true;
    },
    classify(bytes: Uint8Array, from: number, to: number, head: Head): RecordClass {
      const end = firstLineEnd(bytes, from, to);
      if (!readLine(bytes, from, end, found)) return 'plain';
      if (found.kind !== 'request')
        return found.kind === 'step' || tellsStack(bytes, end, to, found) ? 'notable' : 'plain';
      head.durationUs = found.request.durationUs;
      return hasFailed(found.request.status) ? 'failed' : 'whole';
    },
    read: (record) => readEvents(record, found),
  };
};

const tellsStack = (bytes: Uint8Array, end: number, to: number, { message }: LineHead): boolean =>
  end < to && (TRACEBACKER.stand(bytes, message) || holdsTraceback(bytes, end + 1, to));

const hasFailed = (status: number): boolean => status >= 500 || status === REQUEST_TIMEOUT;

const firstLineEnd = (bytes: Uint8Array, from: number, to: number): number => {
  const end = bytes.indexOf(LINE_END, from);
  return end < 0 || end > to ? to : end;
};

const readEvents = (record: RawRecord, found: LineHead): readonly LogEvent[] => {
  const { origin, text } = record;
  const [line = ''] = text.split('\n', 1);
  const bytes = logBytes(line);
  if (!readLine(bytes, 0, bytes.length, found)) return [];
  if (found.kind === 'request') return [requestOf(record, bytes, found)];
  const message = new TextDecoder().decode(bytes.subarray(found.message)).replace(/\r$/, '');
  const recorded = { origin, stamp: stampOf(found), pid: undefined, text };
  const exceptions = parseTracebacks(text.slice(line.length + 1)).map((traceback): ExceptionEvent => ({
    ...{ kind: 'exception', ...recorded, traceback, message: '', requestId: undefined },
  }));
  return [{ kind: 'note', ...recorded, level: undefined, message }, ...exceptions];
};

const requestOf = ({ origin, text }: RawRecord, bytes: Uint8Array, found: LineHead): RequestEvent => {
  const { request } = found;
  const [, method, target] = REQUEST.exec(textOf(bytes, request.requestFrom, request.requestTo)) ?? [];
  const status = request.status === 0 ? undefined : request.status;
  const { durationUs, pid } = request;
  const facts = { id: undefined, method: stated(method), target: stated(target), status, durationUs };
  return { kind: 'request', edge: 'whole', origin, stamp: stampOf(found), pid, text, facts };
};

// GET /sleep?t=20
// - -    (longer than 4096 bytes: the line tells neither)
const REQUEST = /^(\S*) (.*)$/;

const textOf = (bytes: Uint8Array, from: number, to: number): string =>
  new TextDecoder().decode(bytes.subarray(from, to));

const stated = (text: string | undefined): string | undefined => (text === '' || text === '-' ? undefined : text);

/** uWSGI's log: its master's and workers' messages, with a stamp or without, and a line at the end of each request. */
export const uwsgiLog: Format = {
  id: ID,
  title: "uWSGI's log",
  docs: 'https://uwsgi-docs.readthedocs.io/en/latest/Logging.html',
  samples,
  learn,
  open,
};
