import { keyAt, type SampleMessage, type Shape, type Slot } from './sample-messages.ts';

/** A shape and the slot by which it tells requests apart. */
export interface Marker {
  readonly shape: Shape;
  readonly slot: Slot;
}

/** What comes of taking some markers for starts and others for ends. */
export interface Trial {
  readonly paired: number;
  /** Ends without a start before them. */
  readonly orphans: number;
  /** Starts that nothing ended. */
  readonly left: number;
}

interface Edge {
  readonly message: SampleMessage;
  readonly slot: Slot;
  readonly isStart: boolean;
}

/** Plays a sample through in its order with these starts and ends. */
export function tryPairing(starts: readonly Marker[], ends: readonly Marker[]): Trial {
  const open = new Map<string, number>();
  let paired = 0;
  let orphans = 0;
  for (const { message, slot, isStart } of inOrder(starts, ends)) {
    const key = keyAt(message, slot);
    if (key === undefined) continue;
    const waiting = open.get(key) ?? 0;
    if (isStart) open.set(key, waiting + 1);
    else if (waiting > 0) {
      open.set(key, waiting - 1);
      paired += 1;
    } else orphans += 1;
  }
  const left = [...open.values()].reduce((sum, count) => sum + count, 0);
  return { paired, orphans, left };
}

const edgesOf = ({ shape, slot }: Marker, isStart: boolean): readonly Edge[] =>
  shape.messages.map((message) => ({ message, slot, isStart }));

const inOrder = (starts: readonly Marker[], ends: readonly Marker[]): readonly Edge[] =>
  [...starts.flatMap((marker) => edgesOf(marker, true)), ...ends.flatMap((marker) => edgesOf(marker, false))].sort(
    (a, b) => a.message.order - b.message.order,
  );

export const countOf = ({ shape }: Marker): number => shape.messages.length;
