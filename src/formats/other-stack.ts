import type { Frame, Traceback } from '../model/traceback.ts';

/** How the stacks of another language than Python stand in a text. */
export interface OtherStack {
  /** True if the line can be read as a frame. */
  readonly isFrame: (line: string) => boolean;
  /** True if the line looks like one that a stack begins with. */
  readonly mayOpen: (line: string) => boolean;
  /** True if a stack begins at the line, as those below it show. */
  readonly opens: (lines: readonly string[], at: number) => boolean;
  /** The stack that begins there, innermost frame last, and the first line below it. */
  readonly read: (lines: readonly string[], at: number) => { readonly traceback: Traceback; readonly next: number };
}

/** What is told above or in the first of the frames. */
export interface Raised {
  readonly exception: string;
  readonly message: string;
}

/** The frames that begin at `from`, printed with the innermost first. */
export function framesBelow(
  lines: readonly string[],
  from: number,
  frameOf: (line: string) => Frame | 'none' | undefined,
): { readonly frames: readonly Frame[]; readonly next: number } {
  const frames: Frame[] = [];
  let next = from;
  for (let frame = frameOf(lines[next] ?? ''); frame !== undefined; frame = frameOf(lines[next] ?? '')) {
    if (frame !== 'none') frames.unshift(frame);
    next += 1;
  }
  return { frames, next };
}

/** One exception, and no chain: what caused it is told in its message, if at all. */
export const tracebackOf = (raised: Raised, frames: readonly Frame[]): Traceback => ({
  chain: [{ ...raised, frames }],
  truncated: false,
  group: [],
});
