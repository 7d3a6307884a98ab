//   + Exception Group Traceback (most recent call last):
//   |   File "app.py", line 3, in main
//   +-+---------------- 1 ----------------
//     +------------------------------------
const SEPARATOR = /^\s*(?:\| *)*\+[-+]*-{8,}/;
const MARGIN = /^\s*(?:\| ?)+/;

/** True if these lines are an exception group's (Python 3.11 on, and the exceptiongroup backport). */
export const isGroup = (lines: readonly string[]): boolean => lines.some((line) => SEPARATOR.test(line));

/** The group's own block and those of its parts, nested ones too, in print order and without their margins. */
export function splitGroup(lines: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  for (const line of lines) {
    if (SEPARATOR.test(line)) parts.push([]);
    else parts.at(-1)?.push(line.replace(MARGIN, ''));
  }
  return parts.filter((part) => part.some((line) => line.trim() !== ''));
}
