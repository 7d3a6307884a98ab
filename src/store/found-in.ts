import type { ActivityRow, RequestSpan } from '../model/findings.ts';

const placeOf = ({ start, end }: RequestSpan): { source: number; byteOffset: number } =>
  (start ?? end)?.origin ?? { source: 0, byteOffset: 0 };

/** Requests of close-ups in order of source and byte. */
export const spansInOrder = (spans: readonly RequestSpan[]): readonly RequestSpan[] =>
  spans.toSorted((one, other) => {
    const [a, b] = [placeOf(one), placeOf(other)];
    return a.source - b.source || a.byteOffset - b.byteOffset;
  });

/** Signs of life of first looks and close-ups together, in order of source and byte; what both tell comes once. */
export function activityInOrder(
  surveyed: readonly ActivityRow[],
  closelySeen: readonly ActivityRow[],
): readonly ActivityRow[] {
  const rows = [...surveyed, ...closelySeen].sort(
    (a, b) =>
      a.source - b.source ||
      a.firstOrigin.byteOffset - b.firstOrigin.byteOffset ||
      a.lastOrigin.byteOffset - b.lastOrigin.byteOffset ||
      (a.pid ?? -1) - (b.pid ?? -1),
  );
  return rows.filter((row, place) => !isSame(row, rows[place - 1]));
}

const isSame = (one: ActivityRow, other: ActivityRow | undefined): boolean =>
  other?.source === one.source &&
  other.firstOrigin.byteOffset === one.firstOrigin.byteOffset &&
  other.lastOrigin.byteOffset === one.lastOrigin.byteOffset &&
  other.pid === one.pid;
