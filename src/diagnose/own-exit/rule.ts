import type { Conclusion } from '../../model/conclusion.ts';
import { isAbortedByOthers } from '../aborted-by-others.ts';
import { confidenceBy } from '../confidence.ts';
import type { Night } from '../night.ts';
import type { Finding, Rule } from '../rule.ts';

/** Somebody must have called exit: so it was in seven of eight reports on captures of gunicorn 20.1.0 and 26.2. */
const LEAST = 0.65;

/** Code in a request ended the process itself. */
export const ownExit: Rule = {
  id: 'own-exit',
  title: 'Code in a request ended the worker process itself',
  examine(incident: Conclusion, night: Night): Finding | undefined {
    const { cause, death, tracebacks, claims } = incident;
    if (cause !== 'exit' || isAbortedByOthers(incident, night)) return undefined;
    const signs = [
      ...(death.exitCode === undefined
        ? []
        : [`the worker exited with code ${String(death.exitCode)}, and nobody had told it to stop`]),
      ...(claims.length > 0 ? ['requests were open in it'] : []),
      ...(tracebacks.length > 0 ? ['a SystemExit was raised in application code at that moment'] : []),
    ];
    return {
      confidence: tracebacks.length > 0 ? 0.95 : Math.max(LEAST, confidenceBy(signs)),
      for: signs,
      against: tracebacks.length > 0 ? [] : ['no traceback shows who called exit'],
      remedy:
        'Raise an ordinary exception instead of sys.exit() or os._exit() in code that serves requests; command-line helpers often do so on bad input.',
      reference:
        'gunicorn workers: SystemExit leaves the request loop (sync up to 21.2, eventlet); os._exit ends any worker',
    };
  },
};
