import type { Format } from '../formats/format.ts';
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

/** How logs are written that are read side by side; in the order of `logs`. */
export const learnTogether = (logs: readonly SampledLog[], registries: Registries): readonly Written[] =>
  registries.formats.reduce<readonly Written[]>(
    (written, format) => withLearnt(logs, { written, format, registries }),
    logs.map((log) => log.written),
  );

interface Learning {
  readonly written: readonly Written[];
  readonly format: Format;
  readonly registries: Registries;
}

function withLearnt(logs: readonly SampledLog[], { written, format, registries }: Learning): readonly Written[] {
  const open = logs.flatMap((log) =>
    log.written.layouts
      .filter((layout) => isOpenTo(layout, format))
      .map((layout) => ({ layout, ...unwrapped(log.sample, log.written, registries) })),
  );
  if (open.length < 2 || !format.learnTogether) return written;
  const learnt = format.learnTogether(open);
  const layoutOf = new Map(open.map(({ layout }, place) => [layout, learnt[place] ?? layout]));
  return written.map((one) => ({ ...one, layouts: one.layouts.map((layout) => layoutOf.get(layout) ?? layout) }));
}
