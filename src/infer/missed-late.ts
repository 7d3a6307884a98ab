import type { Correlation } from '../model/correlation.ts';
import type { ServerFacts } from '../model/report.ts';
import { type Setting, statedSettings } from '../model/statements.ts';
import { MICROS_PER_SECOND } from '../model/time.ts';
import { type Death, endedAt, type Worker } from '../model/worker.ts';

/** gunicorn's `graceful_timeout` where nobody sets it. */
const GRACE_S = 30;
/** The master looks once a second, and stamps are cut off at the second. */
const [EARLY_US, LATE_US] = [MICROS_PER_SECOND, 3 * MICROS_PER_SECOND];

/**
 * For how long, in us, the master had looked after nobody when it missed a worker; 0: it looked each second. gunicorn 26 waits after a
 * HUP in `Arbiter.reload` until the workers of before are gone, for as long as `graceful_timeout` (arbiter.py of 26.2.0), and what was
 * due meanwhile is found after that.
 */
export type MissedLate = (worker: Worker, death: Death, server: ServerFacts) => number;

export function missedLateIn(correlation: Correlation): MissedLate {
  const { lifecycle, workers } = correlation;
  const reloads = lifecycle.filter(({ event: { step } }) => step.what === 'master-signalled' && step.signal === 'hup');
  const graceUs = reloads.length > 0 ? graceIn(statedSettings(correlation)) * MICROS_PER_SECOND : 0;
  return ({ host }, { timeoutAt }, server) => {
    if (timeoutAt === undefined || !waitsAfterReload(server)) return 0;
    const reload = reloads.findLast(
      ({ at }) => timeoutAt >= at + graceUs - EARLY_US && timeoutAt <= at + graceUs + LATE_US,
    );
    // all of before were gone: it had not waited to the end
    const isWaited = workers.some(
      (other) =>
        other.host === host && (other.bootedAt ?? Infinity) < (reload?.at ?? 0) && livedUntil(other) >= timeoutAt,
    );
    return reload && isWaited ? timeoutAt - reload.at : 0;
  };
}

const waitsAfterReload = ({ kind, version }: ServerFacts): boolean =>
  kind === 'gunicorn' && version !== null && Number.parseInt(version) >= 26;

const graceIn = (stated: readonly Setting[]): number => {
  const told = Number(stated.findLast(({ name }) => name === 'graceful_timeout')?.value ?? '');
  return told > 0 ? told : GRACE_S;
};

const livedUntil = ({ end }: Worker): number => (end.how === 'running' ? Infinity : endedAt(end));
