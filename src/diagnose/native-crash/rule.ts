import type { Conclusion } from '../../model/conclusion.ts';
import type { Finding, Rule } from '../rule.ts';

/** SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS */
const CRASHES: ReadonlySet<number> = new Set([4, 5, 6, 7, 8, 11, 31]);

/** SIGILL, SIGBUS, SIGFPE, SIGSEGV: what the processor refuses; hardly anybody sends these. */
const FAULTS: ReadonlySet<number> = new Set([4, 7, 8, 11]);

/** Native code crashed the interpreter. */
export const nativeCrash: Rule = {
  id: 'native-crash',
  title: 'Native code crashed the interpreter',
  examine({ cause, death, claims }: Conclusion): Finding | undefined {
    if (cause !== 'signal' || death.signal === undefined || !CRASHES.has(death.signal)) return undefined;
    const culprit = claims.find(({ role }) => role === 'culprit');
    const isFault = FAULTS.has(death.signal) && !death.silent;
    const signs = [
      `the worker ended by signal ${String(death.signal)}`,
      ...(death.kernel ? ['the kernel logged the fault at that moment'] : []),
      ...(culprit ? [`${culprit.label} was open at each such crash`] : []),
    ];
    return {
      confidence: Math.min(0.95, (isFault ? 0.9 : 0.45) + 0.25 * (signs.length - 1)),
      for: signs,
      against: death.silent
        ? ['no line of the master tells of this end: it is concluded from the replacement and the silence']
        : [],
      remedy:
        'Run with PYTHONFAULTHANDLER=1 to get the Python stack at the crash; pin or replace the native library; keep such work in a separate process.',
      reference: 'Python docs, faulthandler; root causes: fork-unsafe or broken C extensions',
    };
  },
};
