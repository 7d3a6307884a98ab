interface Timed {
  readonly at: number;
}

/** Of values in order of time those at from ... to, both included: found without a look at each of the others. */
export const within = <Value extends Timed>(inOrder: readonly Value[], from: number, to: number): readonly Value[] =>
  inOrder.slice(
    firstPlace(inOrder, ({ at }) => at >= from),
    firstPlace(inOrder, ({ at }) => at > to),
  );

/** The place of the first value that is so, where all behind it are so as well: found by halving; behind the last where none is. */
export function firstPlace<Value>(inOrder: readonly Value[], isSo: (value: Value) => boolean): number {
  let [low, high] = [0, inOrder.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const value = inOrder[middle];
    if (value !== undefined && isSo(value)) high = middle;
    else low = middle + 1;
  }
  return low;
}
