import type { Format, Reader, RecordClass } from '../src/formats/format.ts';
import { clearHead, newHead } from '../src/formats/head.ts';
import type { LogEvent } from '../src/model/event.ts';

/** A record of a sample as the scan would see it; `events` is empty for a `plain` one, as the scan never reads those. */
export interface SampleRecord {
  readonly head: string;
  readonly kind: RecordClass;
  readonly events: readonly LogEvent[];
}

const encoder = new TextEncoder();

/** What a format makes of lines when it sees them alone. */
export const learnAlone = (format: Format, lines: readonly string[]): ReturnType<Format['learn']> =>
  format.learn({ lines, workerPids: new Set(), stated: [] });

/** True if the line starts a record. */
export const startsRecord = (reader: Reader, line: string): boolean => {
  const bytes = encoder.encode(line);
  return reader.starts(bytes, 0, bytes.length, newHead());
};

/** Lines of each record; what stands before the first record is nobody's. */
const recordsOf = (reader: Reader, lines: readonly string[]): readonly string[] => {
  const records: string[] = [];
  for (const line of lines) {
    if (startsRecord(reader, line)) records.push(line);
    else if (records.length > 0) records.push(`${records.pop() ?? ''}\n${line}`);
  }
  return records;
};

/** Reads a sample by the way of every record in a scan: starts, classify, read. */
export const readSample = (reader: Reader, lines: readonly string[]): readonly SampleRecord[] => {
  const head = newHead();
  let from = 0;
  return recordsOf(reader, lines).map((text, at, all) => {
    // The record stands in the middle of a block: a reader that forgets `from` or `to` does not pass.
    const bytes = encoder.encode(all.join('\n'));
    const to = from + encoder.encode(text).length;
    const headLine = text.split('\n', 1).join();
    clearHead(head);
    reader.starts(bytes, from, from + encoder.encode(headLine).length, head);
    const kind = reader.classify(bytes, from, to, head);
    const origin = { source: 1, line: at + 1, byteOffset: from };
    from = to + 1;
    return { head: headLine, kind, events: kind === 'plain' ? [] : reader.read({ origin, text }) };
  });
};
