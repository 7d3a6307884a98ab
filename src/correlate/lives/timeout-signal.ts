import { SIGKILL } from '../../lib/signals.ts';
import type { Told } from './draft.ts';

const SIGABRT = 6;
/** gunicorn 19.0, the first to let a worker abort before it kills it (arbiter.py murder_workers), came out on 2014-06-12. */
const FIRST_ABORTING = 19;
const FIRST_ABORTING_AT_US = Date.UTC(2014, 5, 12) * 1_000;
/** Times before any log, as are given to lines that state none, tell no date. */
const FIRST_LOG_AT_US = Date.UTC(2009, 0, 1) * 1_000;

/** What a worker that was silent for too long is sent first: gunicorn 19.0 on lets it abort, all others kill at once. */
export function timeoutSignal({ at, event: { by } }: Told, version: string | undefined): number {
  if (by !== undefined && by !== 'gunicorn') return SIGKILL;
  const major = Number.parseInt(version ?? '', 10);
  const isOld = Number.isNaN(major) ? at >= FIRST_LOG_AT_US && at < FIRST_ABORTING_AT_US : major < FIRST_ABORTING;
  return isOld ? SIGKILL : SIGABRT;
}
