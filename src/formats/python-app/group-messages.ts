import { groupedBy } from '../../lib/grouped.ts';
import { shapeOf, tokensOf, type Token } from './message-tokens.ts';
import { speakerOf, type Message } from './messages.ts';

/** A message in its place among all of the sample. */
export interface Said {
  readonly index: number;
  readonly message: Message;
  /** Who speaks, as far as that is told; else empty. */
  readonly speaker: string;
  readonly tokens: readonly Token[];
}

/** Messages that say the same of different requests. */
export interface Group {
  /** What they have in common: tokens of kind `text` are the same in all. */
  readonly shape: readonly Token[];
  /** True if they differ in what comes after that. */
  readonly isOpen: boolean;
  /** Place of the pid of who speaks, where only the words tell it. */
  readonly speakerPlace?: number;
  /** In order; at least one. */
  readonly said: readonly Said[];
}

/** Where whole messages differ, beginnings of so many tokens may not. */
const LENGTHS: readonly number[] = [Number.POSITIVE_INFINITY, 16, 10, 6];
/** Fewer messages than these that say the same say nothing. */
const FEWEST = 2;

/** What an application says in a sample; messages with a traceback tell no phrase. */
export const saidIn = (messages: readonly Message[]): readonly Said[] =>
  messages.flatMap((message, index) =>
    message.hasTraceback || message.text === ''
      ? []
      : [{ index, message, speaker: speakerOf(message), tokens: tokensOf(message.text) }],
  );

/** Groups messages by what they say. */
export const groupMessages = (said: readonly Said[]): readonly Group[] => {
  const groups: Group[] = [];
  let rest = said;
  for (const length of LENGTHS) {
    const alike = [...groupedBy(rest, ({ tokens }) => shapeOf(tokens.slice(0, length))).values()];
    groups.push(...alike.filter((same) => same.length >= FEWEST).map((same) => groupOf(same, length)));
    rest = alike.filter((same) => same.length < FEWEST).flat();
  }
  return groups;
};

const groupOf = (said: readonly Said[], length: number): Group => ({
  shape: said[0]?.tokens.slice(0, length) ?? [],
  isOpen: said.some(({ tokens }) => tokens.length > length),
  said,
});
