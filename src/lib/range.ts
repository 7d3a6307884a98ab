/** From the earliest beginning to the latest end; `undefined` of nothing. Not by a spread: of a hundred thousand values it overflows the stack. */
export function rangeOf<Row, At extends number>(
  rows: readonly Row[],
  firstOf: (row: Row) => At,
  lastOf: (row: Row) => At,
): { readonly from: At; readonly to: At } | undefined {
  const [one] = rows;
  if (one === undefined) return undefined;
  let [from, to] = [firstOf(one), lastOf(one)];
  for (const row of rows) {
    const [first, last] = [firstOf(row), lastOf(row)];
    if (first < from) from = first;
    if (last > to) to = last;
  }
  return { from, to };
}
