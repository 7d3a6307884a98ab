import type { Format, Reader } from '../formats/format.ts';
import type { Layout } from '../model/layout.ts';
import type { Supervisor } from '../supervisors/supervisor.ts';

/** One way to read a source: a format opened in the layout of this source, and the supervisors whose messages it carries. */
export interface SourceReader {
  readonly format: string;
  readonly reader: Reader;
  readonly supervisors: readonly Supervisor[];
}

/** Opens the layouts of a source, in the order in which they are asked for each line. */
export function openReaders(
  layouts: readonly Layout[],
  formats: readonly Format[],
  supervisors: readonly Supervisor[],
): readonly SourceReader[] {
  return layouts.flatMap((layout) => {
    const format = formats.find(({ id }) => id === layout.format);
    if (!format) return [];
    const speaking = supervisors.filter(({ writes }) => writes.includes(format.id));
    return [{ format: format.id, reader: format.open(layout), supervisors: speaking }];
  });
}
