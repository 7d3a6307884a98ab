/** The value that comes most often, and how often; the first of several. `undefined` if there are no values. */
export const mostFrequent = <Value>(
  values: Iterable<Value>,
): { readonly value: Value; readonly count: number } | undefined => {
  const counts = new Map<Value, number>();
  let best: { readonly value: Value; readonly count: number } | undefined;
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  for (const [value, count] of counts) if (!best || count > best.count) best = { value, count };
  return best;
};
