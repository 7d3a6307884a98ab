import { framesAtAbort } from '../model/abort.ts';
import type { Block, Conclusion } from '../model/conclusion.ts';
import type { ServerFacts } from '../model/report.ts';
import { type Micros, micros } from '../model/time.ts';
import { appFrame, blockingCall } from './blocking-call.ts';

/** Beats and looks come once a second, and stamps are cut off: the onset lies in [T - timeout - 2 s, T - timeout + 1 s]. */
const EARLIEST_US = 2_000_000;
const LATEST_US = 1_000_000;
const SIGKILL = 9;

/** The stretch in which a timed-out worker was held, and by what; `undefined` for other deaths. */
export function blockOf(
  { death, lastSignOfLifeAt, tracebacks }: Pick<Conclusion, 'death' | 'lastSignOfLifeAt' | 'tracebacks'>,
  { timeoutSeconds }: ServerFacts,
): Block | undefined {
  const { timeoutAt, goneAt, signal } = death;
  if (timeoutAt === undefined || timeoutSeconds === null) return undefined;
  const frames = tracebacks.map(({ event }) => framesAtAbort(event.traceback)).find((some) => some.length > 0) ?? [];
  const call = blockingCall(frames);
  return {
    from: onset(timeoutAt, timeoutSeconds, lastSignOfLifeAt),
    to: signal === SIGKILL ? goneAt : timeoutAt,
    frame: appFrame(frames),
    call: call?.call,
    kind: call?.kind,
  };
}

/** The last sign of life is the onset if it lies where the arithmetic puts it; else the arithmetic alone holds. */
function onset(timeoutAt: Micros, timeoutSeconds: number, lastSignAt: Micros | undefined): Micros {
  const expected = timeoutAt - timeoutSeconds * 1_000_000;
  const fits = lastSignAt !== undefined && lastSignAt >= expected - EARLIEST_US && lastSignAt <= expected + LATEST_US;
  return fits ? lastSignAt : micros(expected);
}
