import type { Conclusion } from '../../model/conclusion.ts';
import { beatsMonotonic } from '../../model/heartbeat-clock.ts';
import { isMute, lifeOf, livesAlike, mustHaveServed, type NeverServed, neverServed } from '../never-served.ts';
import { foundBy } from '../found-by.ts';
import type { Night } from '../night.ts';
import { bannerIn } from '../own-banner.ts';
import { isPreloaded } from '../preloaded.ts';
import type { Finding, Rule } from '../rule.ts';

/** How sure it is of one worker, and where others went the same way. */
const CONFIDENCE = { once: 0.8, again: 0.9 };
/** The same where no log tells which worker serves: nothing shows that this one did not. */
const MUTE = { once: 0.5, again: 0.75 };

/** The application takes longer to load than the timeout allows. */
export const slowBoot: Rule = {
  id: 'slow-boot',
  title: 'The worker was killed while it was still loading the application',
  examine(incident: Conclusion, night): Finding | undefined {
    const isShown = loads(incident);
    const life = isShown ? lifeOf(incident) : neverServed(incident, night);
    if (!life || (!isShown && isUnlikely(life, incident, night))) return undefined;
    const alike = livesAlike(incident, night).length;
    return {
      ...howSure({ isShown, isMute: isMute(night), isAlike: alike > 0 }),
      for: [
        ...(isShown ? [`${foundBy(incident)} found it loading the application`] : []),
        ...signsIn(life),
        ...(alike > 0 ? [`${String(alike)} more ${alike === 1 ? 'worker' : 'workers'} went the same way`] : []),
      ],
      remedy:
        'Load the application before the fork (--preload), make imports lighter, or raise --timeout above the load time.',
      reference: 'g#2004, g#2663; up to 21.2.0 a booting worker is timed out, from 22.0.0 not before its first beat',
    };
  },
};

interface Signs {
  readonly isShown: boolean;
  readonly isMute: boolean;
  readonly isAlike: boolean;
}

function howSure({ isShown, isMute, isAlike }: Signs): Pick<Finding, 'confidence' | 'against'> {
  if (isShown) return { confidence: CONFIDENCE.again, against: [] };
  const sure = isMute ? MUTE : CONFIDENCE;
  return {
    confidence: isAlike ? sure.again : sure.once,
    against: isMute ? ['these logs do not tell which worker serves: it may have served at once'] : [],
  };
}

const signsIn = ({ livedS, hasSpoken }: NeverServed): readonly string[] => [
  `it was missed ${livedS.toFixed(0)} s after its boot`,
  hasSpoken ? 'it served nothing in between, though it wrote' : 'it wrote nothing and served nothing in between',
];

/** A stack shows the worker in gunicorn's own call for the application (workers/base.py, load_wsgi, all versions). */
const loads = ({ dumps, tracebacks }: Conclusion): boolean =>
  [...dumps, ...tracebacks].some(({ event: { traceback } }) =>
    traceback.chain.some(({ frames }) => frames.some(({ function: name }) => name === 'load_wsgi')),
  );

/** What it wrote may be all that is told of its work, others show that it served, or nothing was left to load. */
const isUnlikely = (life: NeverServed, incident: Conclusion, night: Night): boolean =>
  (life.hasSpoken && isMute(night)) || mayNotLoad(incident, night) || mustHaveServed(incident, night);

/**
 * The application was loaded before, or the server waits for a first beat for as long as it takes (from 22.0.0 on), or what was loaded
 * started a server: no time would be enough.
 */
const mayNotLoad = (incident: Conclusion, night: Night): boolean =>
  isPreloaded(night) || beatsMonotonic(incident.server) || bannerIn(incident, night) !== undefined;
