import { DATED_HEAD, PYTHON_FRAME } from '../lib/traceback-lines.ts';

const HEADER = /^Traceback \(most recent call last\):$/;
const SOURCE = /^ {4}/;
/** What ends a traceback is a class, perhaps with its message. */
const EXCEPTION = /^(?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:: |:?$)/;
/** More records than these between two frames belong to a traceback that was cut off. */
const MOST_BETWEEN = 5;

/** Tells where a line belongs that goes on with a traceback which other records have interrupted. */
export class WholeTracebacks {
  /** Index at which the open traceback goes on; `undefined` while none is open. */
  private at: number | undefined;
  private between = 0;
  private belowFrame = false;

  /** The index at which the line is to be set among `count` lines: mostly behind all of them. */
  placeOf(line: string, count: number): number {
    if (HEADER.test(line)) return this.open(count);
    if (this.at === undefined) return count;
    if (this.goesOn(line)) return this.at++;
    if (this.interrupts(line)) return count;
    const place = this.between > 0 && EXCEPTION.test(line) ? this.at : count;
    this.at = undefined;
    return place;
  }

  private goesOn(line: string): boolean {
    const isFrame = PYTHON_FRAME.test(line);
    const goesOn = isFrame || (this.belowFrame && SOURCE.test(line));
    if (goesOn) this.belowFrame = true;
    return goesOn;
  }

  private interrupts(line: string): boolean {
    if (!DATED_HEAD.test(line) || this.between >= MOST_BETWEEN) return false;
    this.between += 1;
    this.belowFrame = false;
    return true;
  }

  private open(count: number): number {
    this.at = count + 1;
    this.between = 0;
    this.belowFrame = false;
    return count;
  }
}
