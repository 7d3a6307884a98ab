/** Works on values, at most `ahead` at a time; results come in the order of the values. The first failure ends it. */
export async function* inTurn<In, Out>(
  values: Iterable<In> | AsyncIterable<In>,
  work: (value: In) => Promise<Out>,
  ahead: number,
): AsyncGenerator<Out> {
  const pending: Promise<Out>[] = [];
  for await (const value of values) {
    const result = work(value);
    // It is waited for in its turn: until then a failure is nobody's.
    void result.catch(() => undefined);
    pending.push(result);
    const first = pending.length < ahead ? undefined : pending.shift();
    if (first) yield await first;
  }
  for (const result of pending) yield await result;
}
