import type { Conclusion } from '../model/conclusion.ts';

/** Worker classes that run many requests on one thread and beat from the same loop (semantics of gunicorn's workers). */
const EVENT_LOOPS = /gevent|eventlet|tornado|uvicorn|asgi|aiohttp/i;

export const runsEventLoop = ({ server, claims }: Conclusion): 'yes' | 'no' | 'likely' => {
  if (server.workerClass !== null) return EVENT_LOOPS.test(server.workerClass) ? 'yes' : 'no';
  return claims.length > 1 ? 'likely' : 'no';
};

export const isSync = ({ server, claims }: Conclusion): boolean =>
  server.workerClass === null ? claims.length === 1 : /^sync$/i.test(server.workerClass);
