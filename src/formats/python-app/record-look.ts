import type { Level } from '../../model/event.ts';
import type { Layout } from '../../model/layout.ts';
import type { Head, RecordClass } from '../format.ts';
import { tracebacksAhead } from '../traceback-marks.ts';
import { blanksEnd } from './byte-steps.ts';
import { compileHead } from './compile-head.ts';
import { newHeadColumns, type HeadColumns } from './head-matcher.ts';
import { compilePhrases, newPhraseFacts, type PhraseFacts } from './phrase-matcher.ts';

const LINE_END = 0x0a;
/** True for the levels of errors. */
export const isGraveLevel = (level: Level | undefined): boolean => level === 'error' || level === 'critical';

/** Looks at records in one layout; what it saw last stays until it looks again. */
export interface RecordLook {
  readonly columns: HeadColumns;
  readonly facts: PhraseFacts;
  /** 1 for each byte with which a head may begin; absent: with any. */
  readonly firstBytes: Uint8Array | undefined;
  /** True if a head line tells nothing but its columns. */
  readonly isClosed: boolean;
  /** Where the message begins; of the key of a request without id, its byte range. */
  messageFrom: number;
  keyFrom: number;
  keyTo: number;
  /** True if bytes[from, to) is a head line; fills the columns. */
  head(bytes: Uint8Array, from: number, to: number): boolean;
  /** The edge that the phrase seen last tells; fills its key. */
  edge(): 'start' | 'end';
  /** What a record is of which all but the head, bytes[from, to), is left. Allocates nothing. */
  rest(bytes: Uint8Array, from: number, to: number, head: Pick<Head, 'isGrave' | 'lines'>): RecordClass;
  /** What the whole record bytes[from, to) is. Allocates nothing. */
  record(bytes: Uint8Array, from: number, to: number): RecordClass;
}

/** A look at records that are written in this layout. */
export const newRecordLook = ({ head: template, phrases }: Layout): RecordLook => {
  const head = compileHead(template);
  const phrase = compilePhrases(phrases);
  const tracebacks = tracebacksAhead();
  const [columns, facts] = [newHeadColumns(), newPhraseFacts()];
  const fewestLines = head.messageIsBelow ? 2 : 1;
  const uncounted = { isGrave: false, lines: 0 };
  return {
    ...{ columns, facts, firstBytes: head.firstBytes, isClosed: head.isClosed },
    ...{ messageFrom: 0, keyFrom: 0, keyTo: 0 },
    head: (bytes, from, to) => head.match(bytes, from, to, columns),
    record(bytes, from, to) {
      if (!head.match(bytes, from, lineEnd(bytes, from, to), columns)) return 'plain';
      uncounted.isGrave = isGraveLevel(columns.level);
      return this.rest(bytes, columns.message, to, uncounted);
    },
    rest(bytes, from, to, { isGrave, lines }) {
      this.messageFrom = head.messageIsBelow ? blanksEnd(bytes, Math.min(from + 1, to), to) : from;
      const messageTo = lines === fewestLines ? to : lineEnd(bytes, this.messageFrom, to);
      const isEdge = phrase.match(bytes, this.messageFrom, messageTo, facts);
      // A traceback within one line is looked for where one may be.
      const mayTell = messageTo < to || isGrave || (!head.hasLevel && !isEdge);
      if (mayTell && tracebacks.occur(bytes, this.messageFrom, to)) return 'notable';
      if (isEdge) return this.edge();
      return isGrave ? 'notable' : 'plain';
    },
    edge() {
      this.keyFrom = phrase.keyHasMethod ? facts.methodFrom : facts.targetFrom;
      this.keyTo = facts.targetTo;
      return facts.edge;
    },
  };
};

/** Where the line ends that holds byte `from` of bytes[from, to). */
export const lineEnd = (bytes: Uint8Array, from: number, to: number): number => {
  const at = bytes.indexOf(LINE_END, from);
  return at < 0 || at > to ? to : at;
};
