import type { ActivityRow, RequestSpan } from '../model/findings.ts';
import type { Found } from './packed.ts';

const inOrder = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

const placeOf = ({ start, end }: RequestSpan): { source: number; byteOffset: number } =>
  (start ?? end)?.origin ?? { source: 0, byteOffset: 0 };

/** The requests of all close-ups, in order of source and byte. */
export const spansIn = (closeUps: readonly Found[]): readonly RequestSpan[] =>
  closeUps
    .flatMap(({ spans }) => spans)
    .sort((one, other) => {
      const [a, b] = [placeOf(one), placeOf(other)];
      return inOrder(a.source, b.source) || inOrder(a.byteOffset, b.byteOffset);
    });

/** Signs of life of first looks and close-ups together, in order of source and byte; what both tell comes once. */
export function activityIn(surveyed: readonly ActivityRow[], closeUps: readonly Found[]): readonly ActivityRow[] {
  const rows = [...surveyed, ...closeUps.flatMap(({ activity }) => activity)].sort(
    (a, b) =>
      inOrder(a.source, b.source) ||
      inOrder(a.firstOrigin.byteOffset, b.firstOrigin.byteOffset) ||
      inOrder(a.lastOrigin.byteOffset, b.lastOrigin.byteOffset) ||
      inOrder(a.pid ?? -1, b.pid ?? -1),
  );
  return rows.filter((row, place) => !isSame(row, rows[place - 1]));
}

const isSame = (one: ActivityRow, other: ActivityRow | undefined): boolean =>
  other?.source === one.source &&
  other.firstOrigin.byteOffset === one.firstOrigin.byteOffset &&
  other.lastOrigin.byteOffset === one.lastOrigin.byteOffset &&
  other.pid === one.pid;
