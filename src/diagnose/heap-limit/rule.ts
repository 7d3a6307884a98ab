import { within } from '../../lib/within.ts';
import type { Conclusion } from '../../model/conclusion.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';
import type { Night } from '../night.ts';
import type { Finding, Rule } from '../rule.ts';

// FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory (V8, api.cc; Node 4 to 24)
const SAID = /FATAL ERROR: .*JavaScript heap out of memory/;
const SIGABRT = 6;
/** As a shell and containers tell the same. */
const ABORTED = 134;

const BEFORE_US = 30 * MICROS_PER_SECOND;

/** V8 ends a process whose heap has reached its limit, whatever memory the machine has left. */
export const heapLimit: Rule = {
  id: 'heap-limit',
  isOfUnits: true,
  title: 'Node ended itself at the limit of its JavaScript heap',
  examine(incident: Conclusion, night: Night): Finding | undefined {
    const { signal, exitCode } = incident.death;
    if (signal !== SIGABRT && exitCode !== ABORTED) return undefined;
    const said = lastWords(incident, night);
    if (said === undefined) return undefined;
    return {
      confidence: 0.95,
      for: [`"${said}" was logged before it ended by ${signal === SIGABRT ? 'SIGABRT' : 'code 134'}`],
      against: [],
      remedy:
        'Hold less at once (stream, page), or raise the limit (--max-old-space-size, in MB, below that of the container); --heapsnapshot-near-heap-limit=1 writes down what fills it.',
      reference: 'Node.js docs, "Command-line API", --max-old-space-size and --heapsnapshot-near-heap-limit',
    };
  },
};

/** They state no time: in the log that tells of the end they stand above that line, and below that of any other's end. */
function lastWords({ death }: Conclusion, { exceptions, incidents }: Night): string | undefined {
  const end = death.kernel?.event.origin;
  const ends = incidents.flatMap((other) => other.death.kernel?.event.origin ?? []);
  const isOurs = ({ event: { origin } }: (typeof exceptions)[number]): boolean =>
    end?.source !== origin.source ||
    (origin.line < end.line &&
      ends.every(({ source, line }) => source !== end.source || line >= end.line || line < origin.line));
  return within(exceptions, death.goneAt - BEFORE_US, death.goneAt + MICROS_PER_SECOND)
    .filter(isOurs)
    .flatMap(({ event: { text } }) => SAID.exec(text)?.[0] ?? [])
    .at(-1);
}
