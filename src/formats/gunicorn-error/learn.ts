import { logBytes } from '../../lib/log-bytes.ts';
import type { Learnt, LogSample } from '../format.ts';
import { type ErrorHead, type Holds, headOfShapes, levelOf, newErrorHead, readErrorHead, SERVERS_OWN } from './head.ts';
import { isOwn, isStart, isTelling } from './messages.ts';

export const ID = 'gunicorn-error';

/** More than a head and the beginning of a message need. */
const ENOUGH = 200;

const NO_HEAD = -1;

/** Hooks of a configuration say some words of their own through gunicorn's logger, an application says more than the server. */
const MANY = 20;

/** A line's shape, and what its message is; `shape` is NO_HEAD where there is none. */
interface Look {
  readonly shape: number;
  readonly isTelling: boolean;
  readonly isOwn: boolean;
}

const NO_LOOK: Look = { shape: NO_HEAD, isTelling: false, isOwn: false };

/**
 * Claims the shapes in which the sample holds gunicorn's own messages, and with them all other messages so shaped, unless an application
 * writes there, too.
 */
export const learn = ({ lines }: LogSample): Learnt | undefined => {
  const looks = looksAt(lines);
  const telling = new Set(looks.filter(({ isTelling }) => isTelling).map(({ shape }) => shape));
  if (telling.size === 0) return undefined;
  const shapes = new Map([...telling].map((shape) => [shape, holdsOf(looks.filter((look) => look.shape === shape))]));
  const owned = countOwned(lines, (line) => isClaimed(looks[line] ?? NO_LOOK, shapes));
  return { share: owned / lines.length, layout: { format: ID, head: headOfShapes(shapes), phrases: [] } };
};

const looksAt = (lines: readonly string[]): readonly Look[] => {
  const found = newErrorHead();
  return lines.map((line) => {
    const bytes = logBytes(line.slice(0, ENOUGH));
    if (!readErrorHead(bytes, 0, found)) return NO_LOOK;
    return {
      shape: found.shape,
      isTelling: isTelling(bytes, found.message) || isServersStart(bytes, found),
      isOwn: isOwn(bytes, found.message, levelOf(found)),
    };
  });
};

/** Requests' starts may have a file of their own: who else writes of level debug in the server's own shape says more. */
const isServersStart = (bytes: Uint8Array, found: ErrorHead): boolean =>
  found.shape === SERVERS_OWN && levelOf(found) === 'debug' && isStart(bytes, found.message);

const holdsOf = (looks: readonly Look[]): Holds => {
  const others = looks.filter((look) => !look.isOwn).length;
  return others >= MANY && others > looks.length / 2 ? 'application-too' : 'server';
};

const isClaimed = ({ shape, isOwn }: Look, shapes: ReadonlyMap<number, Holds>): boolean =>
  shapes.get(shape) === 'server' || (isOwn && shapes.has(shape));

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
