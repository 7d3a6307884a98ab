import type { Conclusion } from '../../model/conclusion.ts';
import { isStated, type Micros } from '../../model/time.ts';
import { isPreloaded } from '../preloaded.ts';
import type { Finding, Rule } from '../rule.ts';

/** A worker that is missed no later than this after the timeout ran out since its boot had never served anything. */
const SLACK_S = 3;

const isAfter = (at: Micros | undefined, boot: Micros): boolean => at !== undefined && at > boot;

/** The application takes longer to load than the timeout allows. */
export const slowBoot: Rule = {
  id: 'slow-boot',
  title: 'The worker was killed while it was still loading the application',
  examine({ cause, death, worker, claims, server, lastSignOfLifeAt }: Conclusion, night): Finding | undefined {
    const { bootedAt } = worker;
    if (cause !== 'timeout' || death.timeoutAt === undefined) return undefined;
    if (bootedAt === undefined || !isStated(bootedAt) || isAfter(lastSignOfLifeAt, bootedAt)) return undefined;
    const livedS = (death.timeoutAt - bootedAt) / 1_000_000;
    if (claims.length > 0 || livedS > (server.timeoutSeconds ?? 0) + SLACK_S || isPreloaded(night)) return undefined;
    return {
      confidence: 0.8,
      for: [`it was missed ${livedS.toFixed(0)} s after its boot`, 'it wrote nothing and served nothing in between'],
      against: [],
      remedy:
        'Load the application before the fork (--preload), make imports lighter, or raise --timeout above the load time.',
      reference: 'g#2004, g#2663; up to 21.2.0 a booting worker is timed out, from 22.0.0 not before its first beat',
    };
  },
};
