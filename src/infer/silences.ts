import { MICROS_PER_SECOND, type Micros } from '../model/time.ts';
import type { Request } from '../model/request.ts';
import type { Worker } from '../model/worker.ts';
import { lastSignBefore } from './last-sign.ts';

/** Where so many workers were missed so long after their boot, none of them having said a word, they were held from the first. */
const ALIKE = 3;
const ALIKE_WITHIN_S = 2;
/** What is written so soon after a boot by who serves nobody tells of the boot (uvicorn: `Started server process`, `Application startup complete`). */
const BOOTING_US = 2 * MICROS_PER_SECOND;
/** A silence so many times as long as others are before it is hardly chance: one in eight is. */
const AS_LONG = 2;

interface Silence {
  readonly seconds: number;
  readonly isBootAlone: boolean;
  readonly isTelling: boolean;
  readonly bootedAt: number;
  readonly timeoutAt: number;
}

/**
 * For each timed-out worker the seconds between its last sign of life and the master's line. One that was heard seldom, or only booted, may
 * have been idle for most of that: several that booted and were missed alike were not. Where requests whose log names no pid ended
 * meanwhile, they may have served unheard. That of one whose master reloaded since its boot (`reloads`) tells nothing: a worker that is asked to leave need
 * not beat any more, and the master may look after nobody until the others are gone (gunicorn 24 on, arbiter.py reload).
 */
export function silences(
  workers: readonly Worker[],
  { requests, reloads }: { readonly requests: readonly Request[]; readonly reloads: readonly Micros[] },
): readonly number[] {
  const silent = workers
    .flatMap((worker) => silenceOf(worker) ?? [])
    .filter(({ bootedAt, timeoutAt }) => !reloads.some((at) => at > bootedAt && at <= timeoutAt));
  const sinceBoot = silent.filter(({ isBootAlone }) => isBootAlone);
  const shortest = Math.min(...sinceBoot.map(({ seconds }) => seconds));
  const alike = sinceBoot.filter(({ seconds }) => seconds - shortest <= ALIKE_WITHIN_S);
  const proves = alike.length >= ALIKE && !alike.some((one) => haveServed(one, requests));
  return silent.flatMap(({ seconds, isBootAlone, isTelling }) => ((isBootAlone ? proves : isTelling) ? [seconds] : []));
}

const haveServed = ({ bootedAt, timeoutAt }: Silence, requests: readonly Request[]): boolean =>
  requests.every(({ pid }) => pid === undefined) &&
  requests.some(
    ({ endedAt = 0, proxy }) =>
      endedAt > bootedAt + BOOTING_US && endedAt < timeoutAt && (proxy === undefined || proxy.outcome === 'answered'),
  );

function silenceOf(worker: Worker): Silence | undefined {
  const { end, bootedAt, signsOfLife, served } = worker;
  const timeoutAt = end.how === 'died' ? end.death.timeoutAt : undefined;
  const last = timeoutAt && lastSignBefore(worker, timeoutAt);
  if (timeoutAt === undefined || last === undefined) return undefined;
  const heard = signsOfLife.filter((sign) => sign < timeoutAt && sign !== bootedAt);
  return {
    seconds: (timeoutAt - last) / MICROS_PER_SECOND,
    isBootAlone: bootedAt !== undefined && last - bootedAt <= (served.begun + served.ended > 0 ? 0 : BOOTING_US),
    isTelling: spokeOften(heard, timeoutAt - last),
    ...{ bootedAt: bootedAt ?? 0, timeoutAt },
  };
}

/** True if all but the last silence, in a time some times as long, is parted by signs of life that lie closer together. */
function spokeOften(signs: readonly number[], silentUs: number): boolean {
  const last = signs.at(-1) ?? 0;
  const before = signs.filter((sign) => sign >= last - AS_LONG * silentUs);
  return before.length > 1 && silentUs * (before.length - 1) >= AS_LONG * (last - (before[0] ?? last));
}
