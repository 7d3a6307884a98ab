import type { Incident, ServerFacts } from './report.ts';

/**
 * True where nothing shows when a block began: the timeout is only assumed, and the block cannot have lasted that long. What stands
 * as its begin is then a bound. `seconds`: from that begin to the master's word.
 */
export const isBeginUnknown = (
  { timeoutFrom, timeoutSeconds }: Pick<ServerFacts, 'timeoutFrom' | 'timeoutSeconds'>,
  seconds: number,
): boolean => timeoutFrom === 'assumed' && timeoutSeconds !== null && seconds < timeoutSeconds - 1;

/** A block begins two seconds before that at the most, unless its master had been waiting for something else (infer/missed-late). */
const EARLIEST_S = 3;

const secondsOf = ({ at, blocked }: Pick<Incident, 'at' | 'blocked'>): number | undefined => {
  const from = blocked?.from ?? null;
  return at === null || from === null ? undefined : (Date.parse(at) - Date.parse(from)) / 1_000;
};

/** True if the master may have missed the worker late: from its begin to the master's word a block may be longer than the timeout. */
export const isMissedLate = ({ timeoutSeconds }: Pick<ServerFacts, 'timeoutSeconds'>, seconds: number): boolean =>
  timeoutSeconds !== null && seconds > timeoutSeconds + EARLIEST_S;

/** The same of an incident as the report tells it. */
export const wasMissedLate = (incident: Pick<Incident, 'at' | 'blocked' | 'server'>): boolean =>
  isMissedLate(incident.server, secondsOf(incident) ?? 0);

/** The same of an incident as the report tells it: it was held for `blocked.seconds` at most. */
export const isBlockBound = ({ at, blocked, server }: Pick<Incident, 'at' | 'blocked' | 'server'>): boolean => {
  const seconds = secondsOf({ at, blocked });
  return seconds !== undefined && (isBeginUnknown(server, seconds) || wasMissedLate({ at, blocked, server }));
};
