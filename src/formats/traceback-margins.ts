/** `Traceback (most recent call last):`, perhaps of a group, behind whatever stands before it on its line. */
const HEADER = /^(?<margin>.*?)(?:\+ Exception Group )?Traceback \(most recent call last\):\s*$/;

/** True if the line is a traceback's header. */
export const isHeader = (line: string): boolean => HEADER.test(line);

/**
 * The lines from the first header on, without what stands before it: an indentation, or a prefix that a collector put on every
 * line. Lines that do not have it are kept as they are. From the first frame on where the header was cut off.
 */
export function withoutMargin(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  const at = lines.findIndex(isHeader);
  if (at < 0) return lines;
  const margin = HEADER.exec(lines[at] ?? '')?.groups?.['margin'] ?? '';
  return lines
    .slice(at)
    .map((line, index) =>
      index === 0 || line.startsWith(margin) ? line.slice(margin.length) : dedented(line, margin),
    );
}

/** Python 2 and re-loggers indent unevenly: less of the margin is better than none. */
const dedented = (line: string, margin: string): string => (margin.trim() === '' ? line.trimStart() : line);
