import { groupedBy } from '../../lib/grouped.ts';
import { sameJson } from '../../lib/same-json.ts';
import { isOneSided, learnTogether, type SampledLog } from '../../scan/learn-together.ts';
import type { Layout } from '../../model/layout.ts';
import type { Sample } from '../../scan/learn-written.ts';
import type { Written } from '../../scan/readers.ts';
import type { Source } from '../../sources/source.ts';
import { envelopes, formats, supervisors } from '../catalogue.ts';
import { asConfiguration } from './ingest-configuration.ts';
import { sampled, type Unread } from './learn-layouts.ts';
import { isSupervisors } from './reading-order.ts';
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

/**
 * A log in which requests only start, or only end, is understood by the log in which they do the other: as soon as one such is
 * asked for, all sources are looked at that are not read yet. Supervisors' logs are to be asked for, and read, first: one of
 * those may tell itself how requests end that start in it.
 */
export function openLearner(
  spoken: Pick<SpokenSoFar, 'all'>,
  sources: readonly Source[],
  { scanner, ...said }: SaidOfAll & { readonly scanner: Pick<Scanner, 'learn' | 'learnAside'> },
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
  let together: Promise<ReadonlyMap<string, Written>> | undefined;
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
      if (!mayBeSplit(source, written)) return learnAlone(source, await learn(source));
      together ??= learnSplit(sources, learn);
      const joined = (await together).get(source.stream);
      return joined ? withPhrasesOf(written, joined) : written;
    },
  };
}

const isSame = (one: Sample, other: Sample): boolean =>
  sameJson([...one.workerPids], [...other.workerPids]) && sameJson(one, other);

const REGISTRIES = { envelopes, formats, supervisors };

/**
 * Where an application tells starts alone, each is kept until the access log shows which had no end: half a gigabyte of memory for logs of
 * this length. Longer ones are left without their starts.
 */
const MOST_BYTES_OF_STARTS = 32 * 1024 * 1024;

const learnAlone = ({ bytes = 0 }: Source, log: SampledLog): Written =>
  (bytes > MOST_BYTES_OF_STARTS ? undefined : learnTogether([log], [log], REGISTRIES)[0]) ?? log.written;

const mayBeSplit = ({ bytes }: Source, written: Written): boolean =>
  bytes !== undefined && isOneSided(written, formats) && !isSupervisors(written.layouts);

/** How the streams are written that are understood by each other. */
async function learnSplit(
  sources: readonly Source[],
  learn: (source: Source) => Promise<SampledLog>,
): Promise<ReadonlyMap<string, Written>> {
  const ofStream = new Map<string, SampledLog>();
  const all: SampledLog[] = [];
  let bytesOfStarts = 0;
  for (const source of sources) {
    if (source.bytes === undefined || asConfiguration(source)) continue;
    const log = await learn(source);
    all.push(log);
    if (!mayBeSplit(source, log.written)) continue;
    bytesOfStarts += source.bytes;
    if (!ofStream.has(source.stream)) ofStream.set(source.stream, log);
  }
  const streams = [...ofStream.keys()];
  const ending = bytesOfStarts > MOST_BYTES_OF_STARTS ? [] : all;
  const written = learnTogether([...ofStream.values()], ending, REGISTRIES);
  return new Map(written.map((one, place) => [streams[place] ?? '', one]));
}

/** The pieces of a rotated set have the same head, and say the same. */
const withPhrasesOf = (written: Written, joined: Written): Written => ({
  ...written,
  layouts: written.layouts.map((layout) => {
    const same = joined.layouts.find((other) => sameJson(writtenBy(other), writtenBy(layout)));
    return layout.phrases.length === 0 && same ? { ...layout, phrases: same.phrases } : layout;
  }),
});

const writtenBy = ({ format, head, speakers }: Layout): unknown => [format, head, speakers ?? []];
