/** To the beginning of a row (CUP), and what stands in it erased (EL): a line as wide as the screen must not be erased after. */
const rowAt = (row: number): string => `\u001b[${String(row + 1)};1H\u001b[2K`;

/** What a terminal that shows some rows must be sent to show others: only those that differ. Empty where none does. */
export function changedRows(shown: readonly string[], next: readonly string[]): string {
  let sent = '';
  for (let row = 0; row < Math.max(shown.length, next.length); row += 1) {
    const line = next[row] ?? '';
    if (line !== (shown[row] ?? '')) sent += rowAt(row) + line;
  }
  return sent;
}
