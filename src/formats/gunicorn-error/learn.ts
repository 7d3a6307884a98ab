import type { Learnt, LogSample } from '../format.ts';
import { headOfShapes, newErrorHead, readErrorHead } from './head.ts';
import { isTelling } from './messages.ts';

export const ID = 'gunicorn-error';

/** More than a head and the beginning of a message need. */
const ENOUGH = 200;

const NO_HEAD = -1;

/** Claims the shapes in which the sample holds gunicorn's own messages, and with them all other messages so shaped. */
export const learn = ({ lines }: LogSample): Learnt | undefined => {
  const encoder = new TextEncoder();
  const found = newErrorHead();
  const telling = new Set<number>();
  const shapes = lines.map((line) => {
    const bytes = encoder.encode(line.slice(0, ENOUGH));
    if (!readErrorHead(bytes, 0, found)) return NO_HEAD;
    if (isTelling(bytes, found.message)) telling.add(found.shape);
    return found.shape;
  });
  if (telling.size === 0) return undefined;
  const owned = countOwned(lines, (line) => telling.has(shapes[line] ?? NO_HEAD));
  return { share: owned / lines.length, layout: { format: ID, head: headOfShapes(telling), phrases: [] } };
};

/** Lines that begin a record, and those below one which are indented, blank, or a traceback with its last line. */
const countOwned = (lines: readonly string[], isHead: (line: number) => boolean): number => {
  let owned = 0;
  let inRecord = false;
  let inTraceback = false;
  lines.forEach((line, number) => {
    const isTraceback = line.startsWith('Traceback (most recent call last)');
    const continues = inRecord && (inTraceback || isTraceback || /^\s|^$/.test(line));
    inTraceback = inRecord && (isTraceback || (inTraceback && /^\s|^$/.test(line)));
    inRecord = isHead(number) || continues;
    if (inRecord) owned++;
  });
  return owned;
};
