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

/** What goes on from the record above it, whoever wrote that: a traceback's parts, and what is indented. */
const GOES_ON =
  /^(?:\s|$|Traceback \(most recent call|During handling of the above|The above exception was|Fatal Python error|(?:Current t|T)hread 0x|[|+] )/;

/** Some collectors strip the blanks before frames and their source. */
const FRAME = /^File "/;
const MARKERS = /^[~^]+$/;

const OPENS_TRACEBACK = /Traceback \(most recent call last\):$|\(most recent call first\):$/;

/** `2026-11-23T10:49:29.000+01:00`: as the collector's clock showed it, with the zone that it stated, if any. */
const written = ({ wall, offsetMin }: Stamp): string =>
  `${isoTime(wall, 0).slice(0, -isoOffset(0).length)}${offsetMin === undefined ? '' : isoOffset(offsetMin)}`;

/** Sets before lines without a head what their collector noted down, so that they read like any other log's. */
export class HeadlessLines {
  private inTraceback = false;
  /** The line above was a frame that had lost its indentation: its source follows. */
  private aboveIsFrame = false;

  /** The head to be set before the line: empty where it has one, or reads on from the record above. */
  headFor(line: string, stamp: Stamp | undefined, pid: number | undefined): string {
    const goesOn = this.goesOn(line);
    if (OPENS_TRACEBACK.test(line)) this.inTraceback = true;
    if (goesOn || !stamp || HEAD_TIME.test(line)) return '';
    return `${written(stamp)} ${pid === undefined ? '' : `[${String(pid)}] `}`;
  }

  /** The first line below a traceback's frames that is neither indented nor source tells its exception. */
  private goesOn(line: string): boolean {
    if (GOES_ON.test(line)) return true;
    const isFrame = this.inTraceback && FRAME.test(line);
    const isSource = this.inTraceback && (this.aboveIsFrame || MARKERS.test(line));
    const goesOn = this.inTraceback;
    this.inTraceback &&= isFrame || isSource;
    this.aboveIsFrame = isFrame;
    return goesOn;
  }
}
