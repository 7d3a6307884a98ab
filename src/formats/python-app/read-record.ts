import { logBytes } from '../../lib/log-bytes.ts';
import type { ExceptionEvent, LogEvent, RequestEvent } from '../../model/event.ts';
import type { Layout } from '../../model/layout.ts';
import type { RawRecord } from '../../model/line.ts';
import type { Stamp } from '../../model/time.ts';
import { NOT_STATED } from '../format.ts';
import { stampOf } from '../stamp.ts';
import { exceptionsBelow } from '../exceptions-below.ts';
import { idFinder, pidFinder } from './id-mention.ts';
import { newRecordLook, type RecordLook } from './record-look.ts';

/** A record's bytes and what a look at them has shown. */
interface Seen {
  readonly record: RawRecord;
  readonly bytes: Uint8Array;
  readonly look: RecordLook;
}

/** Reader of whole records in one layout: the event that each tells, none where it tells nothing. */
export const recordReader = (layout: Layout): ((record: RawRecord) => readonly LogEvent[]) => {
  const look = newRecordLook(layout);
  const find = { id: idFinder(layout.phrases), pid: pidFinder(layout.phrases) };
  return (record) => {
    const bytes = logBytes(record.text);
    const kind = look.record(bytes, 0, bytes.length);
    const seen: Seen = { record, bytes, look };
    if (kind === 'start' || kind === 'end') return [requestIn(seen, kind)];
    if (kind !== 'notable') return [];
    const message = textIn(seen, look.messageFrom, bytes.length) ?? '';
    const exceptions = exceptionsIn(seen, message, find);
    if (exceptions.length > 0) return exceptions;
    return [{ kind: 'note', ...recorded(seen), level: look.columns.level, message }];
  };
};

const recorded = ({ record, look: { columns } }: Seen) => ({
  origin: record.origin,
  stamp: stampIn(columns),
  pid: columns.pid === NOT_STATED ? undefined : columns.pid,
  text: record.text,
});

const pidIn = ({ look: { columns, facts } }: Seen): number | undefined =>
  [columns.pid, facts.pid].find((pid) => pid !== NOT_STATED);

const stampIn = ({ hasTime, time }: RecordLook['columns']): Stamp | undefined => (hasTime ? stampOf(time) : undefined);

/** The text of bytes[from, to); `undefined` where there are none. */
const textIn = ({ bytes }: Seen, from: number, to: number): string | undefined =>
  to > from ? new TextDecoder().decode(bytes.subarray(from, to)) : undefined;

const columnId = (seen: Seen): string | undefined => textIn(seen, seen.look.columns.idFrom, seen.look.columns.idTo);

const requestIn = (seen: Seen, edge: 'start' | 'end'): RequestEvent => {
  const { facts } = seen.look;
  return {
    kind: 'request',
    ...recorded(seen),
    pid: pidIn(seen),
    edge,
    facts: {
      id: textIn(seen, facts.idFrom, facts.idTo) ?? columnId(seen),
      method: textIn(seen, facts.methodFrom, facts.methodTo),
      target: textIn(seen, facts.targetFrom, facts.targetTo),
      status: facts.status < 0 ? undefined : facts.status,
      durationUs: Number.isNaN(facts.durationUs) ? undefined : facts.durationUs,
    },
  };
};

/** What messages beside the phrases tell of the request and the process they speak of. */
interface Find {
  readonly id: (message: string) => string | undefined;
  readonly pid: (message: string) => number | undefined;
}

const exceptionsIn = (seen: Seen, told: string, find: Find): readonly ExceptionEvent[] => {
  const { message, body } = partsOf(told);
  const requestId = columnId(seen) ?? find.id(message);
  const said = recorded(seen);
  const pid = said.pid ?? find.pid(message);
  return exceptionsBelow({ ...said, pid, message, requestId }, body);
};

// msg="Exception on /item [GET]" exc="Traceback (most recent call last):\n  File \"app.py\", line 2822, in wsgi_app\n …"
const QUOTED_TRACEBACK = /="(?<body>(?:[^"\\]|\\.)*?\(most recent call (?:la|fir)st\)(?:[^"\\]|\\.)*)"?/;
const QUOTED_MESSAGE = /(?:^|\s)(?:msg|message|event)=(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<bare>\S+))/;
const FIRST_MARK = /^.*(?:\(most recent call (?:la|fir)st\):|Fatal Python error: )/m;

/** What is said above a traceback, and the traceback; in logfmt both are values, the line ends within them escaped. */
const partsOf = (told: string): { readonly message: string; readonly body: string } => {
  const filed = QUOTED_TRACEBACK.exec(told);
  if (filed) return { message: messageAbove(told, filed.index), body: unescaped(filed.groups?.['body'] ?? '') };
  const mark = FIRST_MARK.exec(told)?.index ?? 0;
  return { message: told.slice(0, mark).trim(), body: told.slice(mark) };
};

/** What is filed as the message; else all that stands before the key of the traceback. */
const messageAbove = (told: string, at: number): string => {
  const before = told.slice(0, Math.max(0, told.lastIndexOf(' ', at)));
  const { quoted, bare = before.trim() } = QUOTED_MESSAGE.exec(told)?.groups ?? {};
  return unescaped(quoted ?? bare);
};

const UNESCAPED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
const unescaped = (text: string): string => text.replace(/\\(.)/g, (_all, char: string) => UNESCAPED[char] ?? char);
