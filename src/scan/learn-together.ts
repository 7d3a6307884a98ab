import type { Format } from '../formats/format.ts';
import { once } from '../lib/once.ts';
import type { RequestEvent } from '../model/event.ts';
import type { Layout } from '../model/layout.ts';
import { type Sample, unwrapped } from './learn-written.ts';
import type { Registries, Written } from './readers.ts';

/** A log, and how it is written as far as it tells by itself. */
export interface SampledLog {
  readonly sample: Sample;
  readonly written: Written;
}

/** True if a format reads this log that may learn more from others beside it, as it tells no request by itself. */
export const isOneSided = ({ layouts }: Written, formats: readonly Format[]): boolean =>
  layouts.some((layout) => formats.some((format) => isOpenTo(layout, format)));

const isOpenTo = ({ format, phrases, name }: Layout, { id, learnTogether }: Format): boolean =>
  format === id && learnTogether !== undefined && phrases.length === 0 && name === undefined;

/** How logs are written that are read side by side; in the order of `logs`. `all`: these, and others that may tell how their requests ended. */
export const learnTogether = (
  logs: readonly SampledLog[],
  all: readonly SampledLog[],
  registries: Registries,
): readonly Written[] => {
  const whole = once(() => all.flatMap((log, source) => wholeIn(log, source, registries)));
  return registries.formats.reduce<readonly Written[]>(
    (written, format) => withLearnt(logs, { written, format, whole, registries }),
    logs.map((log) => log.written),
  );
};

/** The requests that access lines of a log sum up. */
function wholeIn({ sample, written }: SampledLog, source: number, registries: Registries): readonly RequestEvent[] {
  const readers = written.layouts.flatMap((layout) => {
    const format = registries.formats.find(({ id }) => id === layout.format);
    return format && !format.learnTogether ? [format.open(layout)] : [];
  });
  if (readers.length === 0) return [];
  return unwrapped(sample, written, registries).lines.flatMap((text, line) =>
    readers
      .flatMap((reader) => reader.read({ origin: { source, line, byteOffset: 0 }, text }))
      .filter((event) => event.kind === 'request')
      .filter(({ edge, facts }) => edge === 'whole' && facts.upstreamError === undefined),
  );
}

interface Learning {
  readonly written: readonly Written[];
  readonly format: Format;
  readonly whole: () => readonly RequestEvent[];
  readonly registries: Registries;
}

function withLearnt(logs: readonly SampledLog[], { written, format, whole, registries }: Learning): readonly Written[] {
  const open = logs.flatMap((log) =>
    log.written.layouts
      .filter((layout) => isOpenTo(layout, format))
      .map((layout) => ({ layout, ...unwrapped(log.sample, log.written, registries) })),
  );
  if (open.length === 0 || !format.learnTogether) return written;
  const learnt = format.learnTogether(open, whole());
  const layoutOf = new Map(open.map(({ layout }, place) => [layout, learnt[place] ?? layout]));
  return written.map((one) => ({ ...one, layouts: one.layouts.map((layout) => layoutOf.get(layout) ?? layout) }));
}
