import { NOT_STATED } from '../format.ts';
import type { HeadColumns, HeadMatcher } from './head-matcher.ts';
import { clearHeadColumns } from './head-matcher.ts';
import { levelNamed } from './levels.ts';
import { TIMES } from './times.ts';

/** A pattern sees no more of a line than this: its time must not grow with what somebody else logs. */
const MOST_CHARACTERS = 4_096;

/**
 * Compiles a declared pattern with the groups `time`, `pid`, `level`, `id` and `message`, all optional. Characters are bytes to it,
 * so that its places are the bytes'. A pattern that is none matches nothing.
 */
export const compilePattern = (source: string): HeadMatcher => {
  const pattern = patternOf(source);
  return {
    messageIsBelow: false,
    hasId: source.includes('(?<id>'),
    hasLevel: source.includes('(?<level>'),
    isClosed: false,
    match(bytes, from, to, into) {
      clearHeadColumns(into);
      const length = Math.min(to - from, MOST_CHARACTERS);
      const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, length).toString('latin1');
      const match = pattern?.exec(text);
      if (!match) return false;
      fill(into, { bytes, from, groups: match.groups ?? {}, places: match.indices?.groups ?? {} });
      into.message = from + (match.indices?.groups?.['message']?.[0] ?? match[0].length);
      return true;
    },
  };
};

const patternOf = (source: string): RegExp | undefined => {
  try {
    return new RegExp(source, 'd');
  } catch {
    return undefined;
  }
};

interface Found {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly groups: Readonly<Record<string, string | undefined>>;
  readonly places: Readonly<Record<string, readonly [number, number] | undefined>>;
}

const fill = (into: HeadColumns, { bytes, from, groups, places }: Found): void => {
  const pid = Number(groups['pid'] ?? Number.NaN);
  into.pid = Number.isInteger(pid) ? pid : NOT_STATED;
  into.level = groups['level'] === undefined ? undefined : levelNamed(groups['level']);
  const [idFrom, idTo] = places['id'] ?? [0, 0];
  if (idTo > idFrom) [into.idFrom, into.idTo] = [from + idFrom, from + idTo];
  const time = places['time'];
  if (time) into.hasTime = [...TIMES.values()].some((read) => read(bytes, from + time[0], into.time));
};
