import type { Message } from './messages.ts';

/** Where in a sample a process speaks. */
export interface Spoken {
  readonly speaker: string;
  readonly index: number;
  /** Microseconds; NaN where no time is stated. */
  readonly wall: number;
}

/** When a process ended a request for the last time. */
type Last = Pick<Spoken, 'index' | 'wall'>;

/** Nearly all requests end within what so many take. */
const NEARLY_ALL = 0.9;

/**
 * The starts that can be asked for their end: their process went on to end others, as long after them as requests take, if that
 * is known. One that was killed ends nothing any more, and in the log of a bad night those may be most: a new worker accepts all
 * that waited for it at once, and may end with them.
 */
export const dueStarts = <Start extends Spoken>(
  starts: readonly Start[],
  ends: readonly Spoken[],
  spans: readonly number[] = [],
): readonly Start[] => {
  const usual = spans.toSorted((a, b) => a - b)[Math.floor(spans.length * NEARLY_ALL)] ?? 0;
  const lastEnd = lastBySpeaker(ends);
  return starts.filter(({ speaker, index, wall }) => {
    const last = lastEnd.get(speaker);
    return last !== undefined && index < last.index && !(wall + usual > last.wall);
  });
};

const lastBySpeaker = (ends: readonly Spoken[]): ReadonlyMap<string, Last> => {
  const lasts = new Map<string, Last>();
  for (const { speaker, index, wall } of ends) {
    const known = lasts.get(speaker) ?? { index, wall };
    lasts.set(speaker, { index: Math.max(index, known.index), wall: Math.max(wall, known.wall) });
  }
  return lasts;
};

interface Heard {
  readonly index: number;
  readonly message: Message;
  readonly speaker: string;
}

export const spokenOf = ({ index, message, speaker }: Heard): Spoken => ({ index, speaker, wall: message.wall });
