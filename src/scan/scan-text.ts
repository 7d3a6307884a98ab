import { clearHead, newHead, setStamp } from '../formats/head.ts';
import { NOT_STATED, type RecordClass } from '../formats/format.ts';
import { stampOf } from '../formats/stamp.ts';
import { tracebacksAhead } from '../formats/traceback-marks.ts';
import { NEWLINE } from '../lib/newline.ts';
import type { LogEvent } from '../model/event.ts';
import type { BlockFindings, BlockRow, RequestSpan } from '../model/findings.ts';
import type { Stamp } from '../model/time.ts';
import { ActivityCounter } from './activity.ts';
import type { Detail } from './block.ts';
import { isContinuation } from './continuation.ts';
import { isSpoken } from './by-chance.ts';
import { datedByPlace, isDatable } from './dated-by-place.ts';
import { zoneByCollector } from './noted-zone.ts';
import { meaningOf } from './interpret.ts';
import type { Readers, SourceReader } from './readers.ts';
import { type KeptRecord, keptRecord, newOpenRecord, NOT_SPOKEN } from './open-record.ts';
import { isWrapped, readKept } from './read-kept.ts';
import { recordText } from './record-text.ts';
import { RecordTimes } from './record-times.ts';
import { RequestPairing } from './request-pairing.ts';
import { isNotedLater, type ScannedText } from './scanned-text.ts';
import { readSpeaker, readSpokenHead } from './spoken-head.ts';
import { namesException } from './spoken-words.ts';
import { BARE } from './stacks.ts';
import { withoutBreaks } from './broken-tracebacks.ts';
import { edgeOf, isStated, requestOf, statedPid, tellsTime } from './told-by-head.ts';
import { tellingLines } from './telling-lines.ts';
import { UnrecognisedLines } from './unrecognised.ts';
import { NOTHING_SAID, type Said } from './with-noted.ts';

/** What one speaker's lines hold. */
export interface TextFindings extends Omit<BlockFindings, 'row'> {
  /** How many were gone through; of a close-up of parts, none are counted. */
  readonly lines: number;
  readonly first: Stamp | undefined;
  readonly last: Stamp | undefined;
  readonly spans: readonly RequestSpan[];
  /** Of a survey of lines that are not wrapped. */
  readonly pieces: BlockRow['pieces'];
}

interface Line {
  readonly from: number;
  readonly to: number;
  readonly line: number;
}

/** Scans lines in one pass over their bytes. Same text and readers in, same findings out; never throws on content. */
export function scanText(text: ScannedText, readers: Readers, detail: Detail): TextFindings {
  const scan = new TextScan(text, readers, detail);
  if (detail.stretches)
    tellingLines(text.bytes, detail.stretches, {
      take: (from, to, line) => scan.line(from, to, line),
      isHead: (from, to) => scan.isHead(from, to),
    });
  else scan.all();
  return scan.finish();
}

class TextScan {
  private readonly text: ScannedText;
  private readonly readers: Readers;
  private readonly detail: Detail;
  private readonly isWrapped: boolean;
  private head = newHead();
  private nextHead = newHead();
  private readonly record = newOpenRecord();
  /** A record has begun, and lines may read on from it. */
  private isOpen = false;
  /** How many there were in all; not counted where only parts are looked at. */
  lines = 0;
  /** The record tells a traceback: its message may hold any text, only the next head ends it for certain. */
  private inTraceback = false;
  private readonly tracebacks = tracebacksAhead();
  private readonly times = new RecordTimes();
  private readonly events: LogEvent[] = [];
  private readonly activity: ActivityCounter;
  private readonly pairing: RequestPairing;
  private readonly unrecognised = new UnrecognisedLines();

  constructor(text: ScannedText, readers: Readers, detail: Detail) {
    this.text = text;
    this.readers = readers;
    this.detail = detail;
    this.isWrapped = isWrapped(text, readers);
    this.activity = new ActivityCounter(detail.bucketUs, text);
    this.pairing = new RequestPairing(text.bytes, detail.interest, (record) => requestOf(this.read(record)));
  }

  /** Takes all lines. */
  all(): void {
    const { bytes } = this.text;
    for (let from = 0; from < bytes.length; this.lines += 1) {
      const newline = bytes.indexOf(NEWLINE, from);
      const to = newline < 0 ? bytes.length : newline;
      this.line(from, to, this.lines);
      from = to + 1;
    }
  }

  /** Takes the next line; true if a record begins with it. */
  line(from: number, to: number, line: number): boolean {
    const { bytes } = this.text;
    const mayBegin =
      !this.isOpen || this.readers.firstBytes[bytes[from] ?? 0] !== 0 || !isContinuation(bytes, from, to);
    const begins = mayBegin && this.take(from, to, line);
    this.record.to = to;
    this.record.lastLine = line;
    return begins;
  }

  private take(from: number, to: number, line: number): boolean {
    const reader = this.readerOf(from, to);
    const spokenAt = this.nextHead.isWhole ? NOT_SPOKEN : this.spokenAt(reader, from, to);
    const begins = spokenAt !== NOT_SPOKEN || (reader !== undefined && !this.belongsToRecord(reader, line));
    if (begins) {
      this.endRecord();
      const readHead = reader ? readSpeaker : readSpokenHead;
      readHead(this.text.bytes, { from, to: spokenAt }, this.nextHead);
      this.inTraceback = reader?.isStacks === true || this.tellsTraceback(from, to);
      this.begin(reader, spokenAt);
      this.record.from = from;
      this.record.line = line;
    } else this.continue({ from, to, line }, reader !== undefined);
    return begins;
  }

  private begin(reader: SourceReader | undefined, spokenAt: number): void {
    const { record, head } = this;
    this.head = this.nextHead;
    this.nextHead = head;
    record.reader = reader;
    record.spokenAt = spokenAt;
    this.isOpen = true;
  }

  private tellsTraceback(from: number, to: number): boolean {
    return !this.nextHead.isWhole && this.tracebacks.occur(this.text.bytes, from, to);
  }

  /** Looks whether a line is a head, and takes nothing. */
  isHead(from: number, to: number): boolean {
    return this.readerOf(from, to) !== undefined;
  }

  finish(): TextFindings {
    this.endRecord();
    const { interest } = this.detail;
    const { first, last } = this.times.range();
    // A survey tells of turns and parts; a close-up sees the same again.
    const turns = interest ? [] : this.times.turns(this.text);
    return {
      ...{ lines: this.lines, first, last },
      events: [...datedByPlace(withoutBreaks(this.events), first), ...turns],
      edges: this.pairing.left(),
      activity: this.activity.rows(),
      unrecognised: this.unrecognised.rows(),
      unrecognisedLines: this.unrecognised.total,
      spans: this.pairing.spans(),
      pieces: this.isWrapped || interest ? undefined : this.times.pieces(this.text.bytes.length, this.lines),
    };
  }

  /** A line that starts no record; `isRead`: a format knows it as the first of something that belongs to the one above. */
  private continue({ from, to, line }: Line, isRead: boolean): void {
    const { bytes } = this.text;
    if (this.isOpen && (this.inTraceback || isContinuation(bytes, from, to))) return;
    this.inTraceback = this.isOpen && (isRead || this.tracebacks.occur(bytes, from, to));
    if (this.inTraceback || to <= from) return;
    this.unrecognised.add(recordText(bytes, from, to), this.text.originOf(line, from));
    if (!tellsTime(bytes, { from, to }, this.nextHead)) return;
    // It reads on from no record, and what is said after it without a time came no earlier.
    this.endRecord();
    this.isOpen = false;
    this.times.hear(this.nextHead);
  }

  private readerOf(from: number, to: number): SourceReader | undefined {
    for (const reader of this.readers.list) {
      clearHead(this.nextHead);
      if (reader.reader.starts(this.text.bytes, from, to, this.nextHead)) return reader;
    }
    return undefined;
  }

  /** Where a supervisor's words begin in a line of somebody else's log, or of nobody's. */
  private spokenAt(reader: SourceReader | undefined, from: number, to: number): number {
    const { bytes } = this.text;
    // What stands before the first record reads on from none: a paste may begin within a head, at the blank in its time.
    const readsOn = this.isOpen && isContinuation(bytes, from, to);
    if (reader ? reader.supervisors.length > 0 || reader.isStacks : readsOn) return NOT_SPOKEN;
    const at = this.readers.spoken.find(bytes, from, to);
    return at >= 0 && this.inTraceback && namesException(recordText(bytes, at, to)) ? NOT_SPOKEN : at;
  }

  /**
   * A bare traceback under a record of another format is what that record tells of; but not under one that just starts or
   * ends a request: there it is somebody else's, who wrote to the same stream.
   */
  private belongsToRecord({ format }: SourceReader, line: number): boolean {
    const { record, text, nextHead } = this;
    if (format !== BARE || !this.isOpen || record.reader?.format === format || isStated(nextHead)) return false;
    if (isNotedLater(text, record.lastLine, line)) return false;
    return edgeOf(this.kind()) === undefined;
  }

  private endRecord(): void {
    if (!this.isOpen) return;
    const { head, record, detail } = this;
    this.withoutChance();
    if (this.isWrapped) this.takeNoted();
    if (detail.interest?.concerns(head) === false) return;
    const kind = this.kind();
    this.times.take(head, record);
    if (kind !== 'plain') this.keep(kind);
    if (detail.interest?.hears(head) !== false) this.activity.count(head, edgeOf(kind), record);
  }

  /** Where no supervisor understands them, a record holds a supervisor's words by chance: `worker=7`. */
  private withoutChance(): void {
    const { record } = this;
    if (record.spokenAt === NOT_SPOKEN || !record.reader) return;
    const words = recordText(this.text.bytes, record.spokenAt, record.to);
    if (!isSpoken(words, statedPid(this.head), this.readers.supervisors)) record.spokenAt = NOT_SPOKEN;
  }

  private kind(): RecordClass {
    const { reader, spokenAt, from, to, line, lastLine } = this.record;
    this.head.lines = lastLine - line + 1;
    if (spokenAt !== NOT_SPOKEN) return 'notable';
    return reader ? reader.reader.classify(this.text.bytes, from, to, this.head) : 'plain';
  }

  /** What the record does not state itself is as its collector noted it down. */
  private takeNoted(): void {
    const { stamp, pid } = this.text.noted(this.record.line);
    if (pid !== undefined && this.head.pid === NOT_STATED) this.head.pid = pid;
    if (!stamp) return;
    if (Number.isNaN(this.head.wall)) setStamp(this.head, stamp);
    else this.head.offsetMin = zoneByCollector(this.head, stamp);
  }

  private keep(kind: Exclude<RecordClass, 'plain'>): void {
    if (kind === 'whole' && !this.detail.interest?.keeps(this.head, this.text.bytes)) return;
    if (kind === 'start') this.pairing.start(this.head, this.record, this.said());
    else if (kind === 'end') this.pairing.end(this.head, this.record, this.said());
    else if (kind === 'whole') this.pairing.whole(this.record, this.said());
    else this.tell();
  }

  /** Not within `keep`: what it makes for the events, V8 would make for each record that is looked at. */
  private tell(): void {
    const events = this.read(keptRecord(this.record, this.said()));
    this.events.push(...events.flatMap((event) => meaningOf(this.dated(event), this.readers.supervisors)));
  }

  /** What the head says is asked for only where the record's own lines do not say it to a reader. */
  private said(): Said {
    const { head, record } = this;
    if (record.spokenAt === NOT_SPOKEN && !this.isWrapped) return NOTHING_SAID;
    return { stamp: stampOf(head), pid: statedPid(head) };
  }

  private read(record: Readonly<KeptRecord>): readonly LogEvent[] {
    return readKept(record, this.text, this.readers);
  }

  /** A supervisor's word or a traceback without a time came no earlier than what was heard before it. */
  private dated(event: LogEvent): LogEvent {
    const heard = isDatable(event) && !event.stamp ? this.times.lastHeard() : undefined;
    return heard ? { ...event, stamp: heard } : event;
  }
}
