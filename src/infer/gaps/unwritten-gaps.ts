import type { Correlation } from '../../model/correlation.ts';
import type { Gap } from '../../model/report.ts';
import { isLoggingFailure } from '../../model/logging-failure.ts';

/** Lines that their own logger could not write: who reads the logs misses them without a word. */
export function unwrittenGaps({ exceptions }: Correlation): readonly Gap[] {
  const failed = exceptions.filter(({ event: { traceback } }) => isLoggingFailure(traceback));
  const raised = failed[0]?.event.traceback.chain.at(-1);
  if (!raised) return [];
  const lines = failed.length === 1 ? '1 line' : `${String(failed.length)} lines`;
  return [
    {
      what: `what else the application and its server logged: ${lines} at least could not be written`,
      why: `logging itself failed: ${raised.exception}: ${raised.message}`,
      remedy:
        'look below `--- Logging error ---` for the handler that failed and the line that is missing; make room on a full disk (df -h), and have no logging.config of the application close the handlers of its server',
    },
  ];
}
