import type { Supervisor } from '../supervisors/supervisor.ts';
import { stepBy } from '../supervisors/message-rules.ts';

/** True if a supervisor understands the first line of what seems to be said in its words: `worker=7` stands in many a log. */
export const isSpoken = (words: string, pid: number | undefined, supervisors: readonly Supervisor[]): boolean => {
  const [message = ''] = words.split('\n', 1);
  return supervisors.some(({ rules }) => stepBy(rules, { message, pid }) !== undefined);
};
