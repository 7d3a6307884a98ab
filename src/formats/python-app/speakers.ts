import { NOT_STATED } from '../format.ts';
import type { Group } from './group-messages.ts';

/** The same messages, each with who speaks also where only its words tell. */
export const withSpeakers = (group: Group, workerPids: ReadonlySet<number>): Group => {
  const place = group.shape.findIndex((_token, at) => isPidPlace(group, at, workerPids));
  if (place < 0) return group;
  const said = group.said.map((one) => ({ ...one, speaker: one.tokens[place]?.text ?? '' }));
  return { ...group, speakerPlace: place, said };
};

/** True if it is always a worker's pid, or one that is called so and comes again, and the heads tell none. */
const isPidPlace = (group: Group, place: number, workerPids: ReadonlySet<number>): boolean => {
  if (group.shape[place]?.kind !== 'value' || group.said.some(({ message }) => message.pid !== NOT_STATED))
    return false;
  const values = group.said.map(({ tokens }) => tokens[place]?.text ?? '');
  return values.every((value) => workerPids.has(Number(value))) || (isCalledPid(group, place) && isSpeakers(values));
};

/** `pid=4711`, `pid: 4711`: the last word before it. */
const isCalledPid = ({ shape }: Group, place: number): boolean =>
  shape
    .slice(0, place)
    .findLast(({ text }) => /\w/.test(text))
    ?.text.toLowerCase() === 'pid';

/** A worker serves many requests; what a request starts for itself has a pid of its own each time. */
const isSpeakers = (values: readonly string[]): boolean =>
  values.every((value) => /^\d{1,7}$/.test(value)) && new Set(values).size * 2 <= values.length;
