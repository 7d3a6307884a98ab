const HEADER = /Traceback \(most recent call last\):\s*$/;
const FRAME = /^\s*(?:File "[^"]*", line \d+|[~^]+\s*$)/;

/** True if frames of Python's stand above the line that opens their traceback, as where each line was set above the one written before it. */
export function isUpsideDown(lines: readonly string[]): boolean {
  const openings = lines.flatMap((line, at) => (HEADER.test(line) ? [at] : []));
  const isFrame = (at: number): boolean => FRAME.test(lines[at] ?? '');
  const turned = openings.filter((at) => isFrame(at - 1) && !isFrame(at + 1));
  return turned.length > 0 && turned.length === openings.filter((at) => isFrame(at - 1) || isFrame(at + 1)).length;
}
