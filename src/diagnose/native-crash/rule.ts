import { isFault } from '../../lib/signals.ts';
import type { Conclusion } from '../../model/conclusion.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';
import type { Night } from '../night.ts';
import type { Finding, Rule } from '../rule.ts';

type Advice = Pick<Finding, 'remedy' | 'reference'>;

/** SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS */
const CRASHES: ReadonlySet<number> = new Set([4, 5, 6, 7, 8, 11, 31]);

const REPLACE = 'pin or replace the native library';

const OF_PYTHON: Advice = {
  remedy: `Run with PYTHONFAULTHANDLER=1 to get the Python stack at the crash; ${REPLACE}; keep such work in a separate process.`,
  reference: 'Python docs, faulthandler; root causes: fork-unsafe or broken C extensions',
};

const OF_RUBY: Advice = {
  remedy: `Ruby prints "[BUG] Segmentation fault" with both stacks to stderr: see that it is kept (stderr_path, the container's log); ${REPLACE} that its C level backtrace names.`,
  reference: 'Ruby docs, "Bug triaging"; root causes: fork-unsafe or broken C extensions',
};

const ADVICE: Readonly<Record<string, Advice>> = {
  'php-fpm': {
    remedy: `Have a core written (rlimit_core = unlimited in the pool, kernel.core_pattern) and read it with gdb and PHP's .gdbinit (zbacktrace); run once without opcache's JIT and without each extension; ${REPLACE}. emergency_restart_threshold restarts the whole server where many crash.`,
    reference:
      'PHP manual, "FastCGI Process Manager configuration", rlimit_core; php.net, "Generating a gdb backtrace"',
  },
  puma: OF_RUBY,
  unicorn: OF_RUBY,
};

const remedyIn = ({ kind }: Conclusion['server']): Advice => ADVICE[kind] ?? OF_PYTHON;

/** Native code crashed the interpreter. */
export const nativeCrash: Rule = {
  id: 'native-crash',
  title: 'Native code crashed the interpreter',
  examine(incident: Conclusion, { incidents }: Night): Finding | undefined {
    const { death, claims, server } = incident;
    if (!isCrash(incident)) return undefined;
    const alike = isAtBoot(incident) ? incidents.filter((other) => other !== incident && isAtBoot(other)).length : 0;
    const culprit = claims.find(({ role }) => role === 'culprit');
    const isTold = isFault(death.signal) && !death.silent;
    const signs = [
      `the worker ended by signal ${String(death.signal ?? '')}`,
      ...(death.kernel ? ['the kernel logged the fault at that moment'] : []),
      ...(alike > 0
        ? [
            `it crashed within seconds of its boot, as ${String(alike)} more did: what is loaded there does it, no request`,
          ]
        : []),
      ...(culprit ? [`${culprit.label} was open at each such crash`] : []),
    ];
    return {
      confidence: Math.min(0.95, (isTold ? 0.9 : 0.45) + 0.25 * (signs.length - 1)),
      for: signs,
      against: death.silent
        ? ['no line of the master tells of this end: it is concluded from the replacement and the silence']
        : [],
      ...remedyIn(server),
    };
  },
};

/** No interpreter runs in Passenger's core. */
const isCrash = ({ cause, server, death: { signal } }: Conclusion): boolean =>
  cause === 'signal' && signal !== undefined && CRASHES.has(signal) && server.kind !== 'passenger';

const SOON_US = 10 * MICROS_PER_SECOND;

const isAtBoot = (incident: Conclusion): boolean =>
  isCrash(incident) &&
  incident.worker.bootedAt !== undefined &&
  incident.death.goneAt - incident.worker.bootedAt <= SOON_US;
