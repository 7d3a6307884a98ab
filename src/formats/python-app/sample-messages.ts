import { type MessageWord, shapeOf, wordsOf } from './message-words.ts';
import type { SampleRecord } from './sample-records.ts';

/** A shape said less often is no habit. */
const MIN_COUNT = 2;
/** Logs say many things, but what starts and ends requests is among the most frequent. */
const MAX_SHAPES = 48;

/** One message of the sample, in the order of the log. */
export interface SampleMessage {
  readonly order: number;
  readonly pid: number | undefined;
  readonly columnId: string | undefined;
  readonly words: readonly MessageWord[];
}

/** All messages of one shape. */
export interface Shape {
  readonly text: string;
  readonly words: readonly MessageWord[];
  readonly messages: readonly SampleMessage[];
}

/** The shapes that a sample's messages take, the most frequent first. */
export function shapesOf(records: readonly SampleRecord[]): readonly Shape[] {
  const byShape = new Map<string, SampleMessage[]>();
  for (const [order, { pid, columnId, message }] of records.entries()) {
    const words = wordsOf(message);
    const text = shapeOf(words);
    const known = byShape.get(text);
    const entry = { order, pid, columnId, words };
    if (known) known.push(entry);
    else byShape.set(text, [entry]);
  }
  return [...byShape]
    .filter(([, messages]) => messages.length >= MIN_COUNT)
    .map(([text, messages]) => ({ text, messages, words: messages[0]?.words ?? [] }))
    .sort((a, b) => b.messages.length - a.messages.length || (a.text < b.text ? -1 : 1))
    .slice(0, MAX_SHAPES);
}

/** Where a message tells which request it is about: a word by its place, the id column, or what is asked for. */
export type Slot = number | 'column' | 'asked';

/** Slots of a shape that can tell requests apart. */
export function slotsOf({ words, messages }: Shape): readonly Slot[] {
  const ids = words.flatMap(({ kind }, at) => (kind === 'id' || kind === 'number' ? [at] : []));
  const [first] = messages;
  const asks = first?.pid !== undefined && words.some(({ kind }) => kind === 'target');
  return [...(first?.columnId === undefined ? [] : ['column' as const]), ...ids, ...(asks ? ['asked' as const] : [])];
}

/** What a message says at a slot, within its pid: two messages with the same key may be about the same request. */
export function keyAt({ pid, columnId, words }: SampleMessage, slot: Slot): string | undefined {
  const value = slot === 'column' ? columnId : slot === 'asked' ? askedFor(words) : words[slot]?.core;
  return value === undefined ? undefined : `${String(pid ?? '')} ${value}`;
}

const askedFor = (words: readonly MessageWord[]): string | undefined =>
  words.find(({ kind }) => kind === 'target')?.core;
