import { within } from '../../lib/within.ts';
import type { Conclusion } from '../../model/conclusion.ts';
import { type Micros, MICROS_PER_SECOND } from '../../model/time.ts';
import type { Night } from '../night.ts';

/** What its database says that somebody waited for. */
interface Wait {
  readonly why: 'lock' | 'statement';
  readonly from: number;
  readonly to: Micros;
  readonly isMeasured: boolean;
  readonly isOver: boolean;
  /** The database's process. */
  readonly pid: number | undefined;
}

/** A wait is told of when it is over; nobody waits for longer than that behind the end of who asked. */
const TOLD_WITHIN_US = 600 * MICROS_PER_SECOND;
/** Stamps of servers are cut to the second, and beats come once a second. */
const SLACK_US = 2 * MICROS_PER_SECOND;

/**
 * What the database's own log tells of the time in which a worker was held: locks that were waited for, and one that lasted from then on
 * beyond its end. Of slow statements only one that began as the worker fell silent, as others are slow by nature (backups, reports).
 */
export function loggedWaits({ block, death, server }: Conclusion, night: Night): readonly string[] {
  if (!block) return [];
  const waits = waitsIn(night, block.from).filter(({ from, to }) => from <= death.goneAt && to >= block.from);
  const locks = waits.filter((wait) => wait.why === 'lock' && !wasOver(wait, waits, death.goneAt));
  const outlasting = waits.filter(
    ({ from, to, isMeasured, isOver }) => isMeasured && isOver && from <= block.to - SLACK_US && to >= death.goneAt,
  );
  const lock = outlasting.find(({ why }) => why === 'lock');
  // what it only may have been held since dates no statement
  const isDated = lock === undefined && server.timeoutFrom !== 'assumed';
  const slow = outlasting.find(({ why, from }) => why === 'statement' && Math.abs(from - block.from) <= SLACK_US);
  return [
    ...(locks.length > 0
      ? [`the database's own log tells of waits for locks in that time (${String(locks.length)} lines)`]
      : []),
    ...(lock ? [`one of them, of ${secondsOf(lock)} s, was not over when the worker was ended`] : []),
    ...(slow && isDated
      ? [`a statement of ${secondsOf(slow)} s began as the worker fell silent and outlasted it`]
      : []),
  ];
}

/** It was over before, by itself or by a later line of its process; one that failed gave its client back, who may have tried again. */
const wasOver = (wait: Wait, waits: readonly Wait[], goneAt: Micros): boolean =>
  wait.isMeasured &&
  waits.some(
    (other) =>
      other.why === 'lock' &&
      other.pid === wait.pid &&
      other.isOver &&
      other.to >= wait.to &&
      other.to < goneAt - SLACK_US,
  );

const secondsOf = ({ from, to }: Wait): string => ((to - from) / MICROS_PER_SECOND).toFixed(0);

const waitsIn = ({ wordsOf }: Night, from: number): readonly Wait[] =>
  within(wordsOf('database-waited'), from, from + TOLD_WITHIN_US).flatMap(({ at, event: { step, pid } }) =>
    step.what === 'database-waited'
      ? [
          {
            ...{ why: step.why, to: at, isMeasured: step.seconds !== undefined },
            ...{ isOver: step.isOver, pid },
            from: at - (step.seconds ?? 0) * MICROS_PER_SECOND,
          },
        ]
      : [],
  );
