import type { Level } from '../../model/event.ts';
import type { Layout } from '../../model/layout.ts';
import type { RecordClass } from '../format.ts';
import { tracebacksAhead } from '../traceback-marks.ts';
import { blanksEnd } from './byte-steps.ts';
import { compileHead } from './compile-head.ts';
import { newHeadColumns, type HeadColumns } from './head-matcher.ts';
import { compilePhrases, newPhraseFacts, type PhraseFacts } from './phrase-matcher.ts';

const LINE_END = 0x0a;
const GRAVE: ReadonlySet<Level | undefined> = new Set<Level>(['error', 'critical']);

/** Looks at records in one layout; what it saw last stays until it looks again. */
export interface RecordLook {
  readonly columns: HeadColumns;
  readonly facts: PhraseFacts;
  /** Byte range of the message's first line; of the key of a request without id. */
  messageFrom: number;
  messageTo: number;
  keyFrom: number;
  keyTo: number;
  /** True if bytes[from, to) is a head line. */
  head(bytes: Uint8Array, from: number, to: number): boolean;
  /** The edge that the phrase seen last tells; fills its key. */
  edge(): 'start' | 'end';
  /** What the whole record bytes[from, to) is. Allocates nothing. */
  record(bytes: Uint8Array, from: number, to: number): RecordClass;
}

/** A look at records that are written in this layout. */
export const newRecordLook = ({ head: template, phrases }: Layout): RecordLook => {
  const head = compileHead(template);
  const phrase = compilePhrases(phrases);
  const tracebacks = tracebacksAhead();
  const [columns, facts] = [newHeadColumns(), newPhraseFacts()];
  return {
    ...{ columns, facts, messageFrom: 0, messageTo: 0, keyFrom: 0, keyTo: 0 },
    head: (bytes, from, to) => head.match(bytes, from, to, columns),
    record(bytes, from, to) {
      const headTo = lineEnd(bytes, from, to);
      if (!head.match(bytes, from, headTo, columns)) return 'plain';
      this.messageFrom = head.messageIsBelow ? blanksEnd(bytes, Math.min(headTo + 1, to), to) : columns.message;
      this.messageTo = lineEnd(bytes, this.messageFrom, to);
      const isEdge = phrase.match(bytes, this.messageFrom, this.messageTo, facts);
      const isGrave = GRAVE.has(columns.level);
      // A traceback within one line is looked for where one may be.
      const mayTell = this.messageTo < to || isGrave || (!head.hasLevel && !isEdge);
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

const lineEnd = (bytes: Uint8Array, from: number, to: number): number => {
  const at = bytes.indexOf(LINE_END, from);
  return at < 0 || at > to ? to : at;
};
