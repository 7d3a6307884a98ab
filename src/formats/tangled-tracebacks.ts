import { linkOf } from './traceback-openings.ts';

const HEADER = /^Traceback \(most recent call last\):$/;
const FRAME = /^ {2}File "/;

/** The lines, with tracebacks that several processes wrote among one another each in one piece. */
interface Untangled {
  readonly lines: readonly string[];
  readonly isTangled: boolean;
}

/** Blocks that are open, the one that was begun last at the end, and what is done with. */
class Blocks {
  readonly done: string[] = [];
  private readonly open: string[][] = [];
  private goesOnBelow = false;
  isTangled = false;

  get areClosed(): boolean {
    return this.open.length === 0;
  }

  take(line: string, isChained: boolean): void {
    if (HEADER.test(line) && !isChained) this.begin(line);
    else if (FRAME.test(line) || !this.goesOnBelow) this.add(line);
    else this.done.push(line);
  }

  private begin(line: string): void {
    this.isTangled ||= this.open.length > 0;
    this.open.push([line]);
    this.goesOnBelow = false;
  }

  private add(line: string): void {
    this.goesOnBelow = false;
    const block = this.open.at(-1);
    (block ?? this.done).push(line);
    if (block === undefined || /^\s|^$/.test(line) || HEADER.test(line)) return;
    this.done.push(...(this.open.pop() ?? []));
    // What stands below an exception may be its message still.
    this.goesOnBelow = true;
  }
}

/**
 * Where a header stands among the frames of another traceback, and frames go on below the exception that ends it, two processes wrote
 * to the same stream: these are the frames of the one that began first. Of whom each is, nobody can tell.
 */
export function untangled(lines: readonly string[]): Untangled {
  if (lines.filter((line) => HEADER.test(line)).length < 2) return { lines, isTangled: false };
  const blocks = new Blocks();
  let told = '';
  for (const line of lines) {
    blocks.take(line, linkOf(told) !== undefined);
    if (line !== '') told = line;
  }
  const isTangled = blocks.isTangled && blocks.areClosed;
  return { lines: isTangled ? blocks.done : lines, isTangled };
}
