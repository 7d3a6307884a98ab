import type { ActivityRow } from '../model/findings.ts';
import type { Stamp } from '../model/time.ts';

/** How many requests one source counted between two readings of its clock. */
export interface Count {
  readonly source: number;
  readonly first: Pick<Stamp, 'wall' | 'offsetMin'>;
  readonly last: Pick<Stamp, 'wall' | 'offsetMin'>;
  readonly started: number;
  readonly finished: number;
}

interface Tally {
  readonly row: ActivityRow;
  started: number;
  finished: number;
}

const isWithin = (row: ActivityRow, { row: wide }: Tally): boolean =>
  row.source === wide.source && row.lastOrigin.byteOffset <= wide.lastOrigin.byteOffset;

const widestFirst = (a: ActivityRow, b: ActivityRow): number =>
  a.source - b.source ||
  a.firstOrigin.byteOffset - b.firstOrigin.byteOffset ||
  b.lastOrigin.byteOffset - a.lastOrigin.byteOffset;

/** Counts out of signs of life: those of the same pid that lie within others have been counted by these, too. */
export function toCounts(rows: readonly ActivityRow[]): readonly Count[] {
  const tallies: Tally[] = [];
  const widest = new Map<number | undefined, Tally>();
  for (const row of rows.toSorted(widestFirst)) {
    const tally = { row, started: row.started, finished: row.finished };
    const wide = widest.get(row.pid);
    if (wide && isWithin(row, wide)) {
      wide.started -= row.started;
      wide.finished -= row.finished;
    } else widest.set(row.pid, tally);
    if (row.started + row.finished > 0) tallies.push(tally);
  }
  return tallies.filter(({ started, finished }) => started > 0 || finished > 0).map(toCount);
}

const toCount = ({ row, started, finished }: Tally): Count => ({
  source: row.source,
  first: row.first,
  last: row.last,
  started: Math.max(0, started),
  finished: Math.max(0, finished),
});
