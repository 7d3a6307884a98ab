import type { Conclusion } from '../../model/conclusion.ts';
import { beatsMonotonic } from '../../model/heartbeat-clock.ts';
import { isStated, MICROS_PER_SECOND } from '../../model/time.ts';
import type { Night } from '../night.ts';
import { isPreloaded } from '../preloaded.ts';
import type { Finding, Rule } from '../rule.ts';

/** A worker that is missed no later than this after the timeout ran out since its boot had never served anything. */
const SLACK_S = 3;
const CONFIDENCE = 0.8;
/** Where no log tells which worker serves, nothing shows that this one did not. */
const MUTE = 0.5;

/** The application takes longer to load than the timeout allows. */
export const slowBoot: Rule = {
  id: 'slow-boot',
  title: 'The worker was killed while it was still loading the application',
  examine(incident: Conclusion, night): Finding | undefined {
    const livedS = livedUnheard(incident);
    if (livedS === undefined || mayNotLoad(incident, night)) return undefined;
    const isMute = night.requests.every(({ pid }) => pid === undefined);
    return {
      confidence: isMute ? MUTE : CONFIDENCE,
      for: [`it was missed ${livedS.toFixed(0)} s after its boot`, 'it wrote nothing and served nothing in between'],
      against: isMute ? ['these logs do not tell which worker serves: it may have served at once'] : [],
      remedy:
        'Load the application before the fork (--preload), make imports lighter, or raise --timeout above the load time.',
      reference: 'g#2004, g#2663; up to 21.2.0 a booting worker is timed out, from 22.0.0 not before its first beat',
    };
  },
};

/** How many seconds a worker lived that was missed as soon as its timeout allowed and of which nothing was heard. */
function livedUnheard({ cause, death, worker, claims, server, lastSignOfLifeAt }: Conclusion): number | undefined {
  const { bootedAt } = worker;
  if (cause !== 'timeout' || death.timeoutAt === undefined || bootedAt === undefined || !isStated(bootedAt))
    return undefined;
  const hasSpoken = lastSignOfLifeAt !== undefined && lastSignOfLifeAt > bootedAt;
  const livedS = (death.timeoutAt - bootedAt) / MICROS_PER_SECOND;
  return hasSpoken || claims.length > 0 || livedS > (server.timeoutSeconds ?? 0) + SLACK_S ? undefined : livedS;
}

/** The application was loaded before, or the server waits for a first beat for as long as it takes (from 22.0.0 on). */
const mayNotLoad = ({ server }: Conclusion, night: Night): boolean => isPreloaded(night) || beatsMonotonic(server);
