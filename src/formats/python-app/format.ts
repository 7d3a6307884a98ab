import type { Layout } from '../../model/layout.ts';
import { type Format, type Head, NOT_STATED, type Reader, type RecordClass } from '../format.ts';
import type { HeadColumns } from './head-matcher.ts';
import { ID, learn } from './learn.ts';
import { learnTogether } from './learn-together.ts';
import { recordReader } from './read-record.ts';
import { isGraveLevel, lineEnd, newRecordLook, type RecordLook } from './record-look.ts';
import { samples } from './samples.ts';

const SERVER_ERROR = 500;

const open = (layout: Layout): Reader => {
  const look = newRecordLook(layout);
  const starts = (bytes: Uint8Array, from: number, to: number, head: Head): boolean => {
    if (!look.head(bytes, from, to)) return false;
    fillColumns(look.columns, head);
    head.isWhole = look.isClosed;
    return true;
  };
  return {
    firstBytes: look.firstBytes,
    starts,
    classify(bytes: Uint8Array, from: number, to: number, head: Head): RecordClass {
      if (head.messageFrom === NOT_STATED && !starts(bytes, from, lineEnd(bytes, from, to), head)) return 'plain';
      const kind = look.rest(bytes, head.messageFrom, to, head);
      if (kind === 'start' || kind === 'end') fillRequest(look, head);
      return kind;
    },
    read: recordReader(layout),
  };
};

const fillColumns = (columns: HeadColumns, head: Head): void => {
  head.pid = columns.pid;
  head.idFrom = columns.idFrom;
  head.idTo = columns.idTo;
  head.messageFrom = columns.message;
  head.isGrave = isGraveLevel(columns.level);
  if (!columns.hasTime) return;
  head.wall = columns.time.wall;
  head.offsetMin = columns.time.offsetMin;
  head.precisionUs = columns.time.precisionUs;
};

/** An id that the phrase tells goes before that of the column. */
const fillRequest = ({ facts, keyFrom, keyTo }: RecordLook, head: Head): void => {
  if (facts.idTo > 0) {
    head.idFrom = facts.idFrom;
    head.idTo = facts.idTo;
  }
  head.keyFrom = keyFrom;
  head.keyTo = keyTo;
  if (head.pid === NOT_STATED) head.pid = facts.pid;
  // Without times a duration picks no start: the newest is taken.
  head.hasFailed = facts.edge === 'end' && facts.status >= SERVER_ERROR;
  head.durationUs = Number.isNaN(head.wall) ? Number.NaN : facts.durationUs;
};

/** Logs that Python applications write by `logging`, loguru, structlog and the like; columns and phrases are learnt. */
export const pythonApp: Format = {
  id: ID,
  title: "A Python application's log",
  docs: 'https://docs.python.org/3/library/logging.html#logrecord-attributes',
  samples,
  learn,
  learnTogether,
  open,
};
