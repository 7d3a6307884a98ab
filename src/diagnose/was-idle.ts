import type { Conclusion } from '../model/conclusion.ts';
import type { Night } from './night.ts';

/**
 * Where each start is told, an application and an access log may both tell the end. Fewer are told where an application logs the start of
 * its longest jobs and of nothing else.
 */
const LEAST_BEGUN = 0.3;

/** True if no request is known that was open when the worker was missed. */
export const isAtNothing = ({ claims }: Conclusion): boolean => claims.every(({ request }) => request === undefined);

/** True where the logs tell of the starts of this worker's requests, and of none that was open when it was missed. */
export const wasIdle = (incident: Conclusion, { served }: Night): boolean =>
  incident.worker.served.begun > 0 && served.begun >= served.ended * LEAST_BEGUN && isAtNothing(incident);
