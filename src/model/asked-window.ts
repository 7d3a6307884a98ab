import type { Micros, WallMicros } from './time.ts';

/** A time that the user asks for. */
export interface AskedTime {
  /** The instant; `undefined` where the words name no zone: then they mean what each log's own clock showed. */
  readonly at: Micros | undefined;
  /** What a clock showed in logs that state no zone: for an instant, that of this machine. */
  readonly wall: WallMicros;
}

/** The stretch of the logs that is to be read; an end that is `undefined` is open. */
export interface AskedWindow {
  readonly since: AskedTime | undefined;
  readonly until: AskedTime | undefined;
}
