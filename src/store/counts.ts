import { type Stamp, wallMicros } from '../model/time.ts';
import type { CountColumns } from './rows.ts';

/** How many requests one source counted between two readings of its clock. */
export interface Count {
  readonly source: number;
  readonly first: Pick<Stamp, 'wall' | 'offsetMin'>;
  readonly last: Pick<Stamp, 'wall' | 'offsetMin'>;
  readonly started: number;
  readonly finished: number;
}

interface Tally {
  readonly row: CountColumns;
  started: number;
  finished: number;
}

const isWithin = (row: CountColumns, { row: wide }: Tally): boolean =>
  row.source === wide.source && row.last_byte <= wide.last_byte;

/** Counts out of rows in order of byte, the widest first: rows of the same pid within another have been counted by it, too. */
export function toCounts(rows: Iterable<CountColumns>): readonly Count[] {
  const tallies: Tally[] = [];
  const widest = new Map<number, Tally>();
  for (const row of rows) {
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
  first: { wall: wallMicros(row.first_wall), offsetMin: row.offset_min ?? undefined },
  last: { wall: wallMicros(row.last_wall), offsetMin: row.offset_min ?? undefined },
  started: Math.max(0, started),
  finished: Math.max(0, finished),
});
