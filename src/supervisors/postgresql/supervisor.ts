import type { Fields, MessageRule, StepOf } from '../message-rules.ts';
import type { Supervisor } from '../supervisor.ts';
import { samples } from './samples.ts';

const secondsIn = ({ ms }: Fields): number | undefined => (ms === undefined ? undefined : Number(ms) / 1_000);

const waited =
  (why: 'lock' | 'statement', isOver = true): StepOf =>
  (fields) => ({ what: 'database-waited', why, seconds: secondsIn(fields), isOver });

/** PostgreSQL 9.6 to 17: src/backend/storage/lmgr/proc.c, deadlock.c, tcop/postgres.c. Two blanks follow the level (utils/error/elog.c). */
const RULES: readonly MessageRule[] = [
  // LOG:  process 21723 still waiting for AccessShareLock on relation 16385 of database 16384 after 1000.082 ms
  [/^LOG: {2}process \d+ still waiting for \w+ on .+ after (?<ms>\d+\.\d+) ms/, waited('lock', false)],
  // LOG:  process 21788 acquired AccessShareLock on relation 16385 of database 16384 after 18138.552 ms    log_lock_waits
  [/^LOG: {2}process \d+ acquired \w+ on .+ after (?<ms>\d+\.\d+) ms/, waited('lock')],
  // LOG:  process 41 detected deadlock while waiting for ShareLock on transaction 742 after 1000.123 ms
  [/^LOG: {2}process \d+ detected deadlock while waiting for \w+ on .+ after (?<ms>\d+\.\d+) ms/, waited('lock')],
  [/^ERROR: {2}(?:deadlock detected|canceling statement due to lock timeout)/, waited('lock')],
  [/^ERROR: {2}canceling statement due to statement timeout/, waited('statement')],
  // LOG:  duration: 18139.282 ms  statement: select count(*) from orders    log_min_duration_statement; below a second it tells nothing
  [/^LOG: {2}duration: (?<ms>\d{4,}\.\d+) ms/, waited('statement')],
];

/** PostgreSQL's own log: which of its processes waited for a lock, and which statements were slow. Its processes are nobody's workers. */
export const postgresql: Supervisor = {
  id: 'postgresql',
  title: 'Waits that PostgreSQL logs',
  docs: 'https://www.postgresql.org/docs/current/runtime-config-logging.html#GUC-LOG-LOCK-WAITS',
  writes: [],
  openings: [
    ...['LOG:  process ', 'LOG:  duration: ', 'ERROR:  deadlock detected'],
    'ERROR:  canceling statement due to ',
  ],
  defaults: { timeoutSeconds: undefined, gracefulTimeoutSeconds: undefined },
  samples,
  rules: RULES,
};
