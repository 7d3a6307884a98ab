import type { Conclusion } from '../model/conclusion.ts';
import { limitsRequests, takesOneAtATime } from '../model/one-at-a-time.ts';

/** Worker classes that run many requests on one thread and beat from the same loop. */
const EVENT_LOOPS = /gevent|eventlet|tornado|uvicorn|asgi|aiohttp|async/i;

type Answer = 'yes' | 'no' | 'unknown';

/** Whose workers have a thread for each request, and one that tells the master that they live. */
const isThreaded = ({ kind }: Conclusion['server']): boolean => kind === 'puma';

/**
 * Whether the worker ran many requests on one thread. Several open at once rule a sync worker out; a limit on how long a request may take
 * says nothing of a loop.
 */
export function runsEventLoop(incident: Conclusion): Answer {
  const { server, claims } = incident;
  const { workerClass } = server;
  if (takesOneAtATime(server) || isThreaded(server)) return 'no';
  if (workerClass === null && limitsRequests(server)) return 'no';
  if (workerClass !== null) return EVENT_LOOPS.test(workerClass) ? 'yes' : 'no';
  return claims.filter(({ request }) => request !== undefined).length > 1 ? 'yes' : 'unknown';
}

/** Whether the worker took one request at a time and did not beat while it ran. */
export function isSync(incident: Conclusion): Answer {
  if (takesOneAtATime(incident.server)) return 'yes';
  if (isThreaded(incident.server) || incident.server.workerClass !== null) return 'no';
  return runsEventLoop(incident) === 'yes' ? 'no' : 'unknown';
}

export const CLASS_UNKNOWN = 'the worker class is not in these logs: a sync worker and an event loop look alike here';

/** What may be said at most where the worker class is not known, or is all that is known. */
export const POSSIBLE = 0.5;
