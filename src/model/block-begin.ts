import type { Incident, ServerFacts } from './report.ts';

/**
 * True where nothing shows when a block began: the timeout is only assumed, and the block cannot have lasted that long. What stands
 * as its begin is then a bound. `seconds`: from that begin to the master's word.
 */
export const isBeginUnknown = (
  { timeoutFrom, timeoutSeconds }: Pick<ServerFacts, 'timeoutFrom' | 'timeoutSeconds'>,
  seconds: number,
): boolean => timeoutFrom === 'assumed' && timeoutSeconds !== null && seconds < timeoutSeconds - 1;

/** The same of an incident as the report tells it: it was held for `blocked.seconds` at most. */
export const isBlockBound = ({ at, blocked, server }: Pick<Incident, 'at' | 'blocked' | 'server'>): boolean => {
  const from = blocked?.from ?? null;
  return at !== null && from !== null && isBeginUnknown(server, (Date.parse(at) - Date.parse(from)) / 1_000);
};
