import { speakerOf, type Message } from './messages.ts';

/** Where in a sample a process speaks. */
export interface Spoken {
  readonly speaker: string;
  readonly index: number;
}

/**
 * The starts that can be asked for their end: their process went on to end others. One that was killed ends nothing any more, and
 * in the log of a bad night those may be most.
 */
export const dueStarts = <Start extends Spoken>(
  starts: readonly Start[],
  ends: readonly Spoken[],
): readonly Start[] => {
  const lastEnd = new Map<string, number>();
  for (const { speaker, index } of ends) lastEnd.set(speaker, Math.max(index, lastEnd.get(speaker) ?? -1));
  return starts.filter(({ speaker, index }) => index < (lastEnd.get(speaker) ?? -1));
};

export const spokenOf = (index: number, message: Message): Spoken => ({ index, speaker: speakerOf(message) });
