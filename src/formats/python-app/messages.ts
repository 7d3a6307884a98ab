import { logBytes } from '../../lib/log-bytes.ts';
import type { Level } from '../../model/event.ts';
import { type LogSample, NOT_STATED } from '../format.ts';
import { compileHead } from './compile-head.ts';
import { newHeadColumns, type HeadColumns } from './head-matcher.ts';

/** A record of a sample as phrases are learnt from it. */
export interface Message {
  /** First line of the message. */
  readonly text: string;
  /** NOT_STATED where neither the head nor a wrapping has one. */
  readonly pid: number;
  /** Microseconds; NaN where the head has no time. */
  readonly wall: number;
  readonly precisionUs: number;
  /** Value of the request id column; empty where there is none. */
  readonly id: string;
  readonly level: Level | undefined;
  /** True if it tells a traceback. */
  readonly hasTraceback: boolean;
}

/** What a head template makes of a sample. */
interface ReadSample {
  readonly messages: readonly Message[];
  /** Lines that begin a record or read on from one. */
  readonly owned: number;
}

interface Draft {
  readonly columns: HeadColumns;
  /** Who speaks, as a wrapping tells. */
  readonly told: number | undefined;
  readonly line: string;
  readonly id: string;
  readonly below: string[];
}

const TRACEBACK = /Traceback \(most recent call last\)|\(most recent call first\):/;

/** Reads a sample's lines with a head template; who speaks is as wrappings tell where the head does not, as in the scan. */
export const readMessages = ({ lines, pids = [] }: Pick<LogSample, 'lines' | 'pids'>, template: string): ReadSample => {
  const head = compileHead(template);
  const drafts: Draft[] = [];
  let owned = 0;
  let inTraceback = false;
  for (const [at, line] of lines.entries()) {
    const columns = newHeadColumns();
    const bytes = logBytes(line);
    const draft = drafts.at(-1);
    if (head.match(bytes, 0, bytes.length, columns)) {
      const text = (from: number, to: number): string => new TextDecoder().decode(bytes.subarray(from, to));
      drafts.push({
        columns,
        told: pids[at],
        line: text(columns.message, bytes.length),
        id: text(columns.idFrom, columns.idTo),
        below: [],
      });
      inTraceback = false;
    } else if (draft && (/^\s|^$/.test(line) || inTraceback || TRACEBACK.test(line))) draft.below.push(line);
    else continue;
    inTraceback ||= TRACEBACK.test(line);
    owned++;
  }
  return { messages: drafts.map((draft) => messageOf(draft, head.messageIsBelow)), owned };
};

const messageOf = ({ columns, told = NOT_STATED, line, id, below }: Draft, isBelow: boolean): Message => ({
  text: (isBelow ? (below[0] ?? '') : line).trim(),
  pid: columns.pid === NOT_STATED ? told : columns.pid,
  wall: columns.hasTime ? columns.time.wall : Number.NaN,
  precisionUs: columns.time.precisionUs,
  id,
  level: columns.level,
  hasTraceback: TRACEBACK.test(line) || below.some((text) => TRACEBACK.test(text)),
});

/** Who speaks, as the beginning of a key: requests are told apart within a process. */
export const speakerOf = ({ pid }: Message): string => (pid === NOT_STATED ? '' : String(pid));
