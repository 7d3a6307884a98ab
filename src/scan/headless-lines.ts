import { isoOffset, isoTime } from '../lib/iso-time.ts';
import type { Stamp } from '../model/time.ts';

/** Times as heads state them, within the first bytes of a line. */
const HEAD_TIME = new RegExp(
  [
    String.raw`^.{0,60}?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d`,
    String.raw`^.{0,160}?\[\d\d/[A-Z][a-z]{2}/\d{4}[: ]\d\d:\d\d`,
    String.raw`^.{0,20}?\b[A-Z][a-z]{2} [ \d]?\d \d\d:\d\d:\d\d`,
    String.raw`^.{0,160}?\[?[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d`,
    String.raw`^\[?\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d`,
    String.raw`^\[ *\d+\.\d{6}\]`,
  ].join('|'),
  's',
);

/** What goes on from the record above it, whoever wrote that: a traceback's parts, a frame of Ruby's, and what is indented. */
const GOES_ON =
  /^(?:\s|$|[^\s:'"]+\.(?:rb|ru|erb):\d+:in [`'][^']*'\s*$|Traceback \(most recent call|During handling of the above|The above exception was|Fatal Python error|(?:Current t|T)hread 0x|[|+] |"""\s*$)/;

/** Some collectors strip the blanks before frames and their source. */
const FRAME = /^File "/;
/** A call's source may stand in several lines (Python 3.13), between them `...<4 lines>...`. */
const MAX_SOURCE_LINES = 8;
/** What ends a traceback is a class, spelt like one or named for what went wrong. */
const EXCEPTION = /^(?:[\p{L}_][\p{L}\p{N}_]*\.)*(?:\p{Lu}\w*|\w*(?:error|timeout|exit|interrupt|fault|abort))(?::|$)/u;
/** Further lines of what databases and their drivers say. */
const SAID_BY_DATABASE =
  /^(?:LINE \d+: |DETAIL: |HINT: |CONTEXT: |QUERY: |\^$|\[SQL: |\[parameters: |\(Background on this error at)/;

const OPENS_TRACEBACK = /Traceback \(most recent call last\):$/;
const OPENS_DUMP = /\(most recent call first\):$/;

/** Python's own indentation of a frame; where a paste begins within one, the end of its line, or the marks below its source. */
const INDENTED_FRAME = /^ {2}File "/;
const REST_OF_FRAME = /^(?:[^\s"]*", line \d+,? in \S+|[~^]+)\s*$/;

/** Where in a traceback the next line stands: `below` its exception, in a stack `dump`, which has none, or in a `tail` without header. */
type Place = 'outside' | 'frames' | 'below' | 'dump' | 'tail';

const WHOLE_SECONDS = 'YYYY-MM-DDThh:mm:ss'.length;

/** `2026-11-23T10:49:29+01:00`: as the collector's clock showed it, as finely as it did, with the zone that it stated, if any. */
const written = ({ wall, offsetMin, precision }: Stamp): string => {
  const isFine = precision === 'ms' || precision === 'us';
  const time = isoTime(wall, 0).slice(0, isFine ? -isoOffset(0).length : WHOLE_SECONDS);
  return `${time}${offsetMin === undefined ? '' : isoOffset(offsetMin)}`;
};

/** Sets before lines without a head what their collector noted down, so that they read like any other log's. */
export class HeadlessLines {
  private place: Place = 'outside';
  /** Lines of source that may still stand below the frame above, which had lost its indentation. */
  private sourceLeft = 0;

  /** The head to be set before the line: empty where it has one, or reads on from the record above. */
  headFor(line: string, stamp: Stamp | undefined, pid: number | undefined): string {
    const goesOn = this.goesOn(line);
    if (OPENS_TRACEBACK.test(line)) this.place = 'frames';
    else if (OPENS_DUMP.test(line)) this.place = 'dump';
    if (goesOn || !stamp || HEAD_TIME.test(line)) return '';
    return `${written(stamp)} ${pid === undefined ? '' : `[${String(pid)}] `}`;
  }

  private goesOn(line: string): boolean {
    // A paste or a window may begin in the middle of a traceback.
    if (this.place === 'outside' && (INDENTED_FRAME.test(line) || REST_OF_FRAME.test(line))) this.place = 'tail';
    // What stood at the margin was somebody else's, who wrote to the same stream, and not the exception.
    if (this.place === 'below' && INDENTED_FRAME.test(line)) this.place = 'frames';
    if (GOES_ON.test(line) || REST_OF_FRAME.test(line)) return true;
    return FRAME.test(line) ? this.isFrame() : this.goesOnAtMargin(line);
  }

  /** What stands at the margin below it may be its source. */
  private isFrame(): boolean {
    if (this.place === 'outside' || this.place === 'tail') this.place = 'frames';
    this.sourceLeft = MAX_SOURCE_LINES;
    return true;
  }

  private goesOnAtMargin(line: string): boolean {
    if (this.place === 'frames') return this.isSource(line) || this.isException();
    if (this.place === 'tail' && EXCEPTION.test(line)) return this.isException();
    if (this.place === 'below' && SAID_BY_DATABASE.test(line)) return true;
    this.place = 'outside';
    return false;
  }

  private isSource(line: string): boolean {
    if (this.sourceLeft === 0 || EXCEPTION.test(line) || HEAD_TIME.test(line)) return false;
    this.sourceLeft -= 1;
    return true;
  }

  /** The first line below a traceback's frames that is neither indented nor source tells its exception. */
  private isException(): boolean {
    this.place = 'below';
    this.sourceLeft = 0;
    return true;
  }
}
