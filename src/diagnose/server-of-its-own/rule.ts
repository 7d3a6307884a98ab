import type { Conclusion } from '../../model/conclusion.ts';
import { confidenceBy } from '../confidence.ts';
import { neverServed } from '../never-served.ts';
import type { Night } from '../night.ts';
import { bannerIn } from '../own-banner.ts';
import type { Finding, Rule } from '../rule.ts';

/** The application starts its own development server as it is loaded, and the worker serves nobody until it is missed. */
export const serverOfItsOwn: Rule = {
  id: 'server-of-its-own',
  title: 'The application started a development server of its own while the worker loaded it',
  examine(incident: Conclusion, night: Night): Finding | undefined {
    const banner = bannerIn(incident, night);
    if (banner === undefined) return undefined;
    const others = night.incidents.filter((other) => other !== incident && bannerIn(other, night) !== undefined);
    const life = neverServed(incident, night);
    const signs = [
      `"${banner}" was printed while it stood, and no request is known in it`,
      ...(life ? [`it was missed ${life.livedS.toFixed(0)} s after its boot`] : []),
      ...(others.length > 0 ? [`${String(others.length)} more went the same way`] : []),
    ];
    return {
      confidence: confidenceBy(signs),
      for: signs,
      against: ['the line names no process: another one may have written it to the same log'],
      remedy:
        "Call app.run() (runserver) only under `if __name__ == '__main__':`, never in the module that the workers import. Neither a longer --timeout nor --preload helps: the call never returns.",
      reference: 'Flask docs, "Development Server", In Code',
    };
  },
};
