import { within } from '../lib/within.ts';
import { isBeside } from '../model/beside.ts';
import type { Conclusion } from '../model/conclusion.ts';
import type { Night } from './night.ts';

/** What Flask (cli.py show_server_banner), Werkzeug (serving.py) and Django (runserver) say as their own servers start. */
const BANNER =
  /\* Serving Flask app\b[^\n]{0,60}|\* Running on https?:\/\/\S{1,60}|Starting development server at https?:\/\/\S{1,60}/;

/** Who loads an application into workers: whoever starts a server there never comes back to them. */
const LOADS: ReadonlySet<string> = new Set(['gunicorn', 'uwsgi']);

/** What a development server said in the life of a worker that served nobody, or in the time that it was held. */
export function bannerIn(incident: Conclusion, night: Night): string | undefined {
  const { worker, death, block } = incident;
  const from = worker.bootedAt ?? block?.from;
  if (death.timeoutAt === undefined || from === undefined || !servedNobody(incident)) return undefined;
  const said = [...within(night.notes, from, death.timeoutAt), ...within(night.lifecycle, from, death.timeoutAt)];
  return said
    .filter(({ event }) => isBeside(worker, event))
    .map(({ event }) => BANNER.exec(event.text)?.[0].trimEnd())
    .find((words) => words !== undefined);
}

const servedNobody = ({ cause, worker: { served }, claims, server }: Conclusion): boolean =>
  cause === 'timeout' && LOADS.has(server.kind) && served.begun + served.ended === 0 && claims.length === 0;
