/** A frame on one line, whole: only then is it known that nothing else stood between its pieces. */
const WHOLE = /^(?:> )?\s*File:? "[^"]+", line \d+,? in (?:<\w+>|[\w.<>]+)$/;
//   File                  File "/srv/shop/tasks.               File "/srv/shop/tasks.py", line 1
const BEGUN = /^(?:> )?\s*File(?::? ?(?:"[^"]*(?:"[, \w]*)?)?)?$/;
/** Of a path of 200 characters on a terminal of 80 columns. */
const MOST_PIECES = 4;

/** The lines with frames in one piece that a terminal, a mail or a page has broken at its width: within letters, or at a blank that is lost. */
export function unbroken(lines: readonly string[]): readonly string[] {
  if (!lines.some(isBegun)) return lines;
  const widest = Math.max(...lines.map(({ length }) => length));
  const whole: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const found = frameAt(lines, at) ?? nameAt(lines, at, widest);
    whole.push(found?.frame ?? lines[at] ?? '');
    at += found?.further ?? 0;
  }
  return whole;
}

const isBegun = (line: string): boolean => BEGUN.test(line) && !WHOLE.test(line);

interface Mended {
  readonly frame: string;
  /** How many of the lines below belong to it. */
  readonly further: number;
}

/** The frame of which line `at` is the beginning and those below the rest. */
function frameAt(lines: readonly string[], at: number): Mended | undefined {
  const line = lines[at] ?? '';
  if (!isBegun(line)) return undefined;
  let begun: readonly string[] = [line];
  for (let further = 1; further < MOST_PIECES; further++) {
    const next = lines[at + further] ?? '';
    begun = begun.flatMap((start) => [`${start}${next}`, `${start} ${next}`]);
    const frame = begun.find((pieces) => WHOLE.test(pieces));
    if (frame !== undefined) return { frame, further };
  }
  return undefined;
}

/** A frame whose name was broken: it is as wide as no other line, and the rest of the name stands at the margin, above indented source. */
function nameAt(lines: readonly string[], at: number, widest: number): Mended | undefined {
  const [line = '', rest = '', below = ''] = lines.slice(at, at + 3);
  const isBroken = line.length === widest && /^\s/.test(line) && WHOLE.test(line);
  return isBroken && /^[\w>]+$/.test(rest) && /^\s/.test(below) ? { frame: `${line}${rest}`, further: 1 } : undefined;
}
