interface Span {
  readonly from: number;
  readonly to: number;
}

interface Lasting<Value> extends Span {
  readonly value: Value;
}

/**
 * Finds of things that last those that touch a stretch of time, both ends included, in order of their beginning, without a look at each
 * of the others: in every half of their list it is known how long the longest goes on.
 */
export function lasting<Value>(
  values: readonly Value[],
  spanOf: (value: Value) => Span | undefined,
): (from: number, to: number) => readonly Value[] {
  const inOrder = values
    .flatMap((value): readonly Lasting<Value>[] => {
      const span = spanOf(value);
      return span ? [{ from: span.from, to: span.to, value }] : [];
    })
    .sort((a, b) => a.from - b.from);
  const latest = latestEnds(inOrder);
  return (from, to) => {
    const found: Value[] = [];
    const look = (low: number, high: number): void => {
      const middle = (low + high) >> 1;
      const one = inOrder[middle];
      if (low >= high || !one || (latest[middle] ?? from) < from) return;
      look(low, middle);
      if (one.from > to) return;
      if (one.to >= from) found.push(one.value);
      look(middle + 1, high);
    };
    look(0, inOrder.length);
    return found;
  };
}

/** By the middle of every part that halving makes: the latest end in that part. */
function latestEnds(inOrder: readonly Span[]): readonly number[] {
  const latest: number[] = [];
  const fill = (low: number, high: number): number => {
    if (low >= high) return Number.NEGATIVE_INFINITY;
    const middle = (low + high) >> 1;
    const own = inOrder[middle]?.to ?? Number.NEGATIVE_INFINITY;
    const most = Math.max(own, fill(low, middle), fill(middle + 1, high));
    latest[middle] = most;
    return most;
  };
  fill(0, inOrder.length);
  return latest;
}
