import type { Conclusion } from '../../model/conclusion.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';
import { confidenceBy } from '../confidence.ts';
import type { Night } from '../night.ts';
import type { Finding, Rule } from '../rule.ts';
import { wordsNear } from '../words-near.ts';

/** SIGABRT, SIGSEGV */
const CRASHES: ReadonlySet<number> = new Set([6, 11]);
const SOON_US = 10 * MICROS_PER_SECOND;
/** Apple's runtime (objc, CoreFoundation) and grpc say so themselves. */
const WORDS =
  /may have been in progress in another thread when fork\(\) was called|USING_FORK_WITHOUT_EXEC|fork_posix\.cc.*fork|skipping fork\(\) handlers/i;

/** A library was used before the fork that does not bear one. */
export const forkUnsafe: Rule = {
  id: 'fork-unsafe',
  title: 'A library that does not bear a fork crashed the new worker',
  examine(incident: Conclusion, night: Night): Finding | undefined {
    const { cause, death, worker } = incident;
    if (cause !== 'signal' || death.signal === undefined || !CRASHES.has(death.signal)) return undefined;
    const words = wordsNear(incident, night, WORDS);
    if (words === undefined) return undefined;
    const isSoon = worker.bootedAt !== undefined && death.goneAt - worker.bootedAt <= SOON_US;
    const signs = [
      `"${words}" was logged in that time`,
      ...(isSoon ? [`it crashed by signal ${String(death.signal)} within seconds of its boot`] : []),
    ];
    return {
      confidence: confidenceBy(signs),
      for: signs,
      against: isSoon
        ? []
        : ['it had run for longer than such a crash usually takes: a core dump would show the library'],
      remedy:
        'Make clients (grpc, system frameworks) in a post_fork hook, or do without --preload; on macOS OBJC_DISABLE_INITIALIZE_FORK_SAFETY=YES.',
      reference: 'g#2761; grpc, doc/fork_support.md',
    };
  },
};
