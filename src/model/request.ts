import type { RequestEvent } from './event.ts';
import type { Micros } from './time.ts';

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
  /** The records that tell of it, in order. */
  readonly evidence: readonly RequestEvent[];
}
