import { clearHead, newHead } from '../formats/head.ts';
import type { RecordClass } from '../formats/format.ts';
import type { LogEvent, RequestEvent } from '../model/event.ts';
import type { BlockFindings, RequestSpan } from '../model/findings.ts';
import type { Origin } from '../model/line.ts';
import type { Stamp } from '../model/time.ts';
import { ActivityCounter, earlier, later } from './activity.ts';
import type { Block, Detail } from './block.ts';
import { isContinuation } from './continuation.ts';
import { stampOf } from '../formats/stamp.ts';
import { NEWLINE } from '../lib/newline.ts';
import { holdsTraceback } from '../formats/traceback-marks.ts';
import { recordText } from './record-text.ts';
import { RequestPairing } from './request-pairing.ts';
import type { SourceReader } from './readers.ts';
import { UnrecognisedLines } from './unrecognised.ts';

/** What the scan of a block gives: its findings and, for a close-up, the requests that ended within it. */
export interface ScannedBlock {
  readonly findings: BlockFindings;
  readonly spans: readonly RequestSpan[];
}

/** Scans one block in one pass over its bytes. Same block and readers in, same findings out; never throws on content. */
export function scanBlock(block: Block, readers: readonly SourceReader[], detail: Detail): ScannedBlock {
  const scan = new BlockScan(block, readers, detail);
  const { bytes } = block;
  let line = block.lineFrom;
  for (let from = 0; from < bytes.length; line += 1) {
    const newline = bytes.indexOf(NEWLINE, from);
    const to = newline < 0 ? bytes.length : newline;
    scan.line(from, to, line);
    from = to + 1;
  }
  return scan.finish(line - block.lineFrom);
}

/** The record being read: whose it is and where it began. */
interface OpenRecord {
  readonly reader: SourceReader;
  readonly from: number;
  readonly line: number;
}

class BlockScan {
  private readonly block: Block;
  private readonly readers: readonly SourceReader[];
  private readonly detail: Detail;
  private head = newHead();
  private nextHead = newHead();
  private record: OpenRecord | undefined;
  private recordTo = 0;
  /** The record tells a traceback: its message may hold any text, only the next head ends it for certain. */
  private inTraceback = false;
  private first: Stamp | undefined;
  private last: Stamp | undefined;
  private readonly events: LogEvent[] = [];
  private readonly activity: ActivityCounter;
  private readonly pairing: RequestPairing;
  private readonly unrecognised = new UnrecognisedLines();

  constructor(block: Block, readers: readonly SourceReader[], detail: Detail) {
    this.block = block;
    this.readers = readers;
    this.detail = detail;
    this.activity = new ActivityCounter(detail.bucketUs);
    this.pairing = new RequestPairing(block, detail.finishedRequests);
  }

  line(from: number, to: number, line: number): void {
    const reader = this.readerOf(from, to);
    if (reader && !this.belongsToRecord(reader)) {
      this.endRecord();
      [this.head, this.nextHead] = [this.nextHead, this.head];
      this.record = { reader, from, line };
      this.inTraceback = holdsTraceback(this.block.bytes, from, to);
    } else {
      this.continue(from, to, line);
    }
    this.recordTo = to;
  }

  finish(lines: number): ScannedBlock {
    this.endRecord();
    const { source, byteOffset, lineFrom, bytes } = this.block;
    const row = { source, byteFrom: byteOffset, byteTo: byteOffset + bytes.length, lineFrom, lines };
    return {
      findings: {
        row: { ...row, first: this.first, last: this.last },
        events: this.events,
        edges: this.pairing.left(),
        activity: this.activity.rows(source),
        unrecognised: this.unrecognised.rows(),
        unrecognisedLines: this.unrecognised.total,
      },
      spans: this.pairing.spans(),
    };
  }

  private continue(from: number, to: number, line: number): void {
    const { bytes } = this.block;
    if (this.record && (this.inTraceback || isContinuation(bytes, from, to))) return;
    this.inTraceback = this.record !== undefined && holdsTraceback(bytes, from, to);
    if (!this.inTraceback) this.unrecognised.add(recordText(bytes, from, to), this.originAt(from, line));
  }

  private readerOf(from: number, to: number): SourceReader | undefined {
    for (const reader of this.readers) {
      clearHead(this.nextHead);
      if (reader.reader.starts(this.block.bytes, from, to, this.nextHead)) return reader;
    }
    return undefined;
  }

  /**
   * A bare traceback under a record of another format is what that record tells of; but not under one that just starts or
   * ends a request: there it is somebody else's, who wrote to the same stream.
   */
  private belongsToRecord({ format }: SourceReader): boolean {
    const { record, recordTo, head, block } = this;
    if (format !== 'python-traceback' || !record || record.reader.format === format) return false;
    const kind = record.reader.reader.classify(block.bytes, record.from, recordTo, head);
    return kind === 'plain' || kind === 'notable';
  }

  private endRecord(): void {
    const { record, head, recordTo } = this;
    if (!record) return;
    const kind = record.reader.reader.classify(this.block.bytes, record.from, recordTo, head);
    const origin = this.originAt(record.from, record.line);
    const stamp = stampOf(head);
    if (stamp) {
      this.first = earlier(this.first, stamp);
      this.last = later(this.last, stamp);
    }
    this.activity.count(head, edgeOf(kind), origin);
    this.keep(kind, record, origin);
  }

  private keep(kind: RecordClass, record: OpenRecord, origin: Origin): void {
    if (kind === 'plain' || (kind === 'whole' && !this.detail.finishedRequests)) return;
    const { bytes } = this.block;
    const { from } = record;
    const to = this.recordTo;
    const read = () => record.reader.reader.read({ origin, text: recordText(bytes, from, to) });
    if (kind === 'start' || kind === 'end')
      this.pairing.add(kind, this.head, { from, to, read: () => requestOf(read()) });
    else if (kind === 'whole') this.pairing.whole(requestOf(read()));
    else this.events.push(...read().map((event) => interpreted(event, record.reader)));
  }

  private originAt(from: number, line: number): Origin {
    return { source: this.block.source, line, byteOffset: this.block.byteOffset + from };
  }
}

const requestOf = (events: readonly LogEvent[]): RequestEvent | undefined =>
  events.find((event) => event.kind === 'request');

function edgeOf(kind: RecordClass): 'start' | 'end' | undefined {
  if (kind === 'start') return 'start';
  return kind === 'end' || kind === 'whole' || kind === 'failed' ? 'end' : undefined;
}

/** A note in the words of the supervisor that understands it; any other event as it is. */
function interpreted(event: LogEvent, { supervisors }: SourceReader): LogEvent {
  if (event.kind !== 'note') return event;
  for (const supervisor of supervisors) {
    const step = supervisor.interpret(event);
    const { origin, stamp, pid, text } = event;
    if (step) return { kind: 'lifecycle', origin, stamp, pid, text, step };
  }
  return event;
}
