import type { Conclusion } from '../model/conclusion.ts';

/** True where the logs tell of the starts of this worker's requests, and of none that was open when it was missed. */
export const wasIdle = ({ worker, claims }: Conclusion): boolean =>
  worker.served.begun > 0 && claims.every(({ request }) => request === undefined);
