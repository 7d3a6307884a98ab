import { groupedBy } from '../../lib/grouped.ts';
import { sameJson } from '../../lib/same-json.ts';
import { isOneSided, type SampledLog } from '../../scan/learn-together.ts';
import type { Layout } from '../../model/layout.ts';
import type { Sample } from '../../scan/learn-written.ts';
import type { Written } from '../../scan/readers.ts';
import type { Source, Warn } from '../../sources/source.ts';
import { formats } from '../catalogue.ts';
import { sampled, type Unread } from './learn-layouts.ts';
import { type Joined, learnAlone, learnSplit, mayBeSplit, STARTS_LEFT_OUT } from './learn-beside.ts';
import type { Scanner } from './scanner.ts';
import type { SpokenSoFar } from './spoken.ts';

/** Tells how sources are written; each is looked at once. */
export interface Learner {
  written(source: Source): Promise<Written>;
  /** Begins to learn how a source is written that will be asked for; if more is known then that might show it, it is learnt anew. */
  prepare(source: Source): void;
}

/** What is said of all sources alike. */
export type SaidOfAll = Omit<Unread, 'source' | 'set'>;

interface Learning {
  readonly scanner: Pick<Scanner, 'learn' | 'learnAside'>;
  readonly warn: Warn;
}

/**
 * A log in which requests only start, or only end, is understood by the log in which they do the other: as soon as one such is
 * asked for, all sources are looked at that are not read yet. Supervisors' logs are to be asked for, and read, first: one of
 * those may tell itself how requests end that start in it.
 */
export function openLearner(
  spoken: Pick<SpokenSoFar, 'all'>,
  sources: readonly Source[],
  { scanner, warn, ...said }: SaidOfAll & Learning,
): Learner {
  const sets = groupedBy(sources, ({ stream }) => stream);
  const sampleOf = async (source: Source): Promise<Sample> =>
    sampled(spoken.all(), { ...said, source, set: sets.get(source.stream) ?? [source] });
  const learnBy = async (sample: Sample): Promise<SampledLog> => ({ sample, written: await scanner.learn(sample) });
  const learnAside = async (sample: Sample): Promise<SampledLog> => ({
    sample,
    written: await (scanner.learnAside ?? scanner.learn)(sample),
  });
  const prepared = new Map<Source, Promise<SampledLog>>();
  const learnAnew = async (source: Source): Promise<SampledLog> => {
    const sample = await sampleOf(source);
    const before = await prepared.get(source);
    return before && isSame(before.sample, sample) ? before : learnBy(sample);
  };
  const known = new Map<Source, Promise<SampledLog>>();
  const learn = (source: Source): Promise<SampledLog> => {
    const learnt = known.get(source) ?? learnAnew(source);
    known.set(source, learnt);
    return learnt;
  };
  let together: Promise<ReadonlyMap<string, Joined>> | undefined;
  return {
    prepare(source) {
      if (known.has(source)) return;
      const learnt = sampleOf(source).then(learnAside);
      // who asks for it is told
      learnt.catch(() => undefined);
      prepared.set(source, learnt);
    },
    async written(source) {
      const { written } = await learn(source);
      if (!isOneSided(written, formats)) return written;
      const isAlone = !mayBeSplit(source, written);
      if (!isAlone) together ??= learnSplit(sources, learn);
      const joined = isAlone ? learnAlone(source, await learn(source)) : (await together)?.get(source.stream);
      if (joined?.isWithoutStarts === true) warn({ path: source.path, line: undefined, cause: STARTS_LEFT_OUT });
      return joined ? withPhrasesOf(written, joined.written) : written;
    },
  };
}

const isSame = (one: Sample, other: Sample): boolean =>
  sameJson([...one.workerPids], [...other.workerPids]) && sameJson(one, other);

/** The pieces of a rotated set have the same head, and say the same. */
const withPhrasesOf = (written: Written, joined: Written): Written => ({
  ...written,
  layouts: written.layouts.map((layout) => {
    const same = joined.layouts.find((other) => sameJson(writtenBy(other), writtenBy(layout)));
    return layout.phrases.length === 0 && same ? { ...layout, phrases: same.phrases } : layout;
  }),
});

const writtenBy = ({ format, head, speakers }: Layout): unknown => [format, head, speakers ?? []];
