/** What of a list fits on so many lines, moved so that the one looked at is about in the middle. */
export function scrolled<Item>(
  items: readonly Item[],
  selected: number,
  rows: number,
): { readonly top: number; readonly shown: readonly Item[] } {
  const wanted = Math.max(0, selected) - Math.floor(rows / 2);
  const top = Math.max(0, Math.min(wanted, items.length - rows));
  return { top, shown: items.slice(top, top + rows) };
}
