import type { RequestEvent } from './event.ts';
import type { Micros } from './time.ts';

/**
 * What became of a request as a proxy in front saw it: `lost` with its server (closed or reset), `refused` by it, given up by
 * the proxy (`timeout`) or by the client (`client-left`), or `answered`.
 */
export type ProxyOutcome = 'answered' | 'lost' | 'refused' | 'timeout' | 'client-left';

/** True if whoever waited in front for the answer went without it: the server may have gone on. */
export const gaveUp = (outcome: ProxyOutcome | undefined): boolean =>
  outcome === 'client-left' || outcome === 'timeout';

/** How the proxy in front saw a request end. */
export interface ProxyView {
  readonly at: Micros;
  readonly outcome: ProxyOutcome;
}

/** One unit of work as all sources together tell it. */
export interface Request {
  readonly id: string | undefined;
  readonly method: string | undefined;
  readonly target: string | undefined;
  readonly pid: number | undefined;
  /** The machine, container or pod that its records name. */
  readonly host: string | undefined;
  /** Index of its worker in the list of workers; `undefined` where nothing ties it to one. */
  readonly worker: number | undefined;
  readonly startedAt: Micros | undefined;
  /** `undefined`: no end was logged. */
  readonly endedAt: Micros | undefined;
  readonly status: number | undefined;
  readonly durationUs: number | undefined;
  /** A supervisor names it as it ends the worker: as the one that took too long, or as one that was in it. */
  readonly isOverdue?: boolean;
  /** Where a proxy's log tells of it. */
  readonly proxy?: ProxyView | undefined;
  /** How many other workers ended at that moment and may as well have held it, as nothing names the one. */
  readonly rivals?: number;
  /** How likely it had not ended, where an end that names no worker may be its own; 1 if not told. */
  readonly stillOpen?: number;
  /** Its worker had one at a time, and of so many, itself among them, one alone can have been it. */
  readonly oneOf?: number;
  /** The records that tell of it, in order. */
  readonly evidence: readonly RequestEvent[];
}
