import type { Night } from './night.ts';
import { columnOf, type Scale } from './plot.ts';
import { touches } from './span.ts';

/** Requests and failures a column. */
export interface Histogram {
  readonly requests: readonly number[];
  readonly failures: readonly number[];
}

/** Sources of one host mostly tell of the same requests: of each host the source that counts most in a column is taken. */
export function histogramOf({ beats, losses, hosts }: Night, scale: Scale): Histogram {
  const bySource = new Map<number, number[]>();
  for (const beat of beats) {
    if (!touches(beat, scale.window)) continue;
    const counts = bySource.get(beat.source) ?? zeros(scale.columns);
    bySource.set(beat.source, counts);
    spread(counts, [columnOf(scale, beat.from), columnOf(scale, beat.to)], beat.requests);
  }
  const byHost = new Map<string, number[]>();
  for (const [source, counts] of bySource) {
    const host = hosts.get(source) ?? '';
    byHost.set(
      host,
      counts.map((count, column) => Math.max(count, byHost.get(host)?.[column] ?? 0)),
    );
  }
  const requests = zeros(scale.columns).map((_, column) =>
    [...byHost.values()].reduce((sum, counts) => sum + (counts[column] ?? 0), 0),
  );
  const failures = zeros(scale.columns);
  for (const { at } of losses) {
    const column = columnOf(scale, at);
    if (column >= 0 && column < scale.columns) failures[column] = (failures[column] ?? 0) + 1;
  }
  return { requests, failures };
}

const zeros = (columns: number): number[] => Array.from({ length: columns }, () => 0);

/** A count over a stretch is spread evenly; what of the stretch is outside of the window counts there. */
function spread(counts: number[], [from, to]: readonly [number, number], count: number): void {
  const share = count / (to - from + 1);
  for (let column = Math.max(0, from); column <= Math.min(to, counts.length - 1); column += 1)
    counts[column] = (counts[column] ?? 0) + share;
}

/** Bars of so many lines, top line first; every count above zero shows. */
export function barsOf(counts: readonly number[], rows: number, levels: string): readonly string[] {
  const most = counts.reduce((max, count) => Math.max(max, count), 0);
  const steps = Array.from(levels);
  const heights = counts.map((count) =>
    count > 0 ? Math.max(1, Math.round((count / most) * rows * steps.length)) : 0,
  );
  return Array.from({ length: rows }, (_, row) => {
    const below = (rows - 1 - row) * steps.length;
    return heights
      .map((height) => (height <= below ? ' ' : (steps[Math.min(steps.length, height - below) - 1] ?? ' ')))
      .join('');
  });
}
