import { YEAR_NOT_STATED } from '../../formats/wall-time.ts';
import type { LifecycleStep } from '../../model/lifecycle.ts';
import type { CaseStore } from '../../store/case-store.ts';
import { dayAt } from './day-at.ts';

/** What supervisors and configurations have said that shows how logs are written. */
export interface Spoken {
  readonly workerPids: ReadonlySet<number>;
  /** How a configuration file says that access lines are written. */
  readonly accessFormats: readonly string[];
  /** The days, YYYYMMDD, on which supervisors spoke, by their own clocks. */
  readonly days: ReadonlySet<number>;
}

/** All that the sources in the case say so, in the order of their ids. */
export interface SpokenSoFar {
  all(): Spoken;
  /** To be told of each source that was read, or read again. */
  hear(source: number): void;
}

/** Asks the case for each source once: with thousands of logs, to ask for all that was said before each of them takes longer than to read them. */
export function spokenSoFar(store: CaseStore): SpokenSoFar {
  const bySource = new Map(store.sources().map(({ id }) => [id, spokenIn(store, id)]));
  let together: Spoken | undefined;
  return {
    all: () => (together ??= joined([...bySource].sort(([one], [other]) => one - other).map(([, spoken]) => spoken))),
    hear(source) {
      const spoken = spokenIn(store, source);
      const isNews = saysAnything(spoken) || saysAnything(bySource.get(source) ?? SILENCE);
      bySource.set(source, spoken);
      if (isNews) together = undefined;
    },
  };
}

const SILENCE: Spoken = { workerPids: new Set(), accessFormats: [], days: new Set() };

const saysAnything = ({ workerPids, accessFormats, days }: Spoken): boolean =>
  workerPids.size + accessFormats.length + days.size > 0;

function spokenIn(store: CaseStore, source: number): Spoken {
  const steps = store.words(source).map(({ step }) => step);
  return {
    workerPids: new Set(steps.flatMap((step) => ('worker' in step ? [step.worker] : []))),
    accessFormats: steps.flatMap(accessFormatIn),
    days: daysOf(store.spokenDays(source)),
  };
}

const joined = (all: readonly Spoken[]): Spoken => ({
  workerPids: new Set(all.flatMap(({ workerPids }) => [...workerPids])),
  accessFormats: all.flatMap(({ accessFormats }) => accessFormats),
  days: new Set(all.flatMap(({ days }) => [...days])),
});

const ACCESS_FORMATS: ReadonlySet<string> = new Set(['access_log_format', 'log_format', 'access.format']);

const accessFormatIn = (step: LifecycleStep): readonly string[] =>
  step.what === 'server-setting' && ACCESS_FORMATS.has(step.name) ? [step.value] : [];

const MS_A_DAY = 86_400_000;

const daysOf = (spoken: readonly number[]): ReadonlySet<number> =>
  new Set(
    spoken
      .map((day) => new Date(day * MS_A_DAY))
      .filter((at) => at.getUTCFullYear() > YEAR_NOT_STATED)
      .map(dayAt),
  );
