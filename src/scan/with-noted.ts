import type { LogEvent } from '../model/event.ts';
import type { Stamp } from '../model/time.ts';

/** When and by whom a record was written, as far as it or its collector tells. */
export interface Said {
  readonly stamp: Stamp | undefined;
  readonly pid: number | undefined;
}

export const NOTHING_SAID: Said = { stamp: undefined, pid: undefined };

interface Wrapped extends Said {
  readonly verbatim: string;
  readonly host: string | undefined;
}

/** An event as its source wrote it down, with what its collector knew of the speaker. */
export function withNoted(event: LogEvent, { stamp, pid, host, verbatim }: Wrapped): LogEvent {
  const isSame = event.stamp === undefined || event.stamp.wall === stamp?.wall;
  const known = { ...event, text: verbatim, stamp: isSame ? stamp : event.stamp, pid: event.pid ?? pid };
  return host === undefined ? known : { ...known, host };
}
