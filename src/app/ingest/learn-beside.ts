import { isOneSided, learnTogether, type SampledLog } from '../../scan/learn-together.ts';
import type { Written } from '../../scan/readers.ts';
import type { Source } from '../../sources/source.ts';
import { envelopes, formats, supervisors } from '../catalogue.ts';
import { asConfiguration } from './ingest-configuration.ts';
import { isSupervisors } from './reading-order.ts';

/** How a log is written, as others beside it show. */
export interface Joined {
  readonly written: Written;
  /** It tells starts alone, and is too long for them. */
  readonly isWithoutStarts: boolean;
}

const REGISTRIES = { envelopes, formats, supervisors };

/**
 * Where an application tells starts alone, each is kept until the access log shows which had no end: half a gigabyte of memory for logs of
 * this length. Longer ones are left without their starts.
 */
const MOST_BYTES_OF_STARTS = 32 * 1024 * 1024;

export const STARTS_LEFT_OUT =
  'tells how requests start and not how they end, and holds more than 32 MiB of that: its requests are left out; split it, or keep the part near what happened';

/** A log that nobody else completes. */
export function learnAlone({ bytes = 0 }: Source, log: SampledLog): Joined {
  const [learnt = log.written] = learnTogether([log], [log], REGISTRIES);
  const isWithoutStarts = bytes > MOST_BYTES_OF_STARTS && phrasesIn(learnt) > phrasesIn(log.written);
  return { written: isWithoutStarts ? log.written : learnt, isWithoutStarts };
}

export const mayBeSplit = ({ bytes }: Source, written: Written): boolean =>
  bytes !== undefined && isOneSided(written, formats) && !isSupervisors(written.layouts);

/** How the streams are written that are understood by each other. */
export async function learnSplit(
  sources: readonly Source[],
  learn: (source: Source) => Promise<SampledLog>,
): Promise<ReadonlyMap<string, Joined>> {
  const ofStream = new Map<string, SampledLog>();
  const all: SampledLog[] = [];
  const bytesOf = new Map<string, number>();
  for (const source of sources) {
    const { bytes, stream } = source;
    if (bytes === undefined || asConfiguration(source)) continue;
    const log = await learn(source);
    all.push(log);
    if (!mayBeSplit(source, log.written)) continue;
    bytesOf.set(stream, (bytesOf.get(stream) ?? 0) + bytes);
    if (!ofStream.has(stream)) ofStream.set(stream, log);
  }
  const written = learnBeside([...ofStream.values()], all, [...bytesOf.values()]);
  return new Map([...ofStream.keys()].flatMap((stream, place) => (written[place] ? [[stream, written[place]]] : [])));
}

/** `bytes`: how long each of these streams is. Only what tells starts alone counts: another log may be long. */
function learnBeside(
  streams: readonly SampledLog[],
  all: readonly SampledLog[],
  bytes: readonly number[],
): readonly Joined[] {
  const withStarts = learnTogether(streams, all, REGISTRIES);
  const asLearnt = withStarts.map((written) => ({ written, isWithoutStarts: false }));
  if (sum(bytes) <= MOST_BYTES_OF_STARTS) return asLearnt;
  const without = learnTogether(streams, [], REGISTRIES).map((written, place) => {
    const learnt = withStarts[place];
    return { written, isWithoutStarts: learnt !== undefined && phrasesIn(learnt) > phrasesIn(written) };
  });
  const ofStarts = sum(bytes.filter((_, place) => without[place]?.isWithoutStarts === true));
  return ofStarts > MOST_BYTES_OF_STARTS || ofStarts === 0 ? without : asLearnt;
}

const phrasesIn = ({ layouts }: Written): number => sum(layouts.map(({ phrases }) => phrases.length));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
