import type { AskedWindow } from '../../model/asked-window.ts';
import { partWithin } from '../../scan/find-part.ts';
import type { Readers } from '../../scan/readers.ts';
import type { Place } from '../../scan/scan-source.ts';
import { newlinesBefore } from '../../sources/count-newlines.ts';
import type { Source, Warn } from '../../sources/source.ts';
import { sourceUntil } from '../../sources/source-until.ts';
import { readPart } from '../../sources/stored-bytes.ts';

/** Of a source, what is to be read: it ends where the window does, and begins at a place. */
interface AskedPart {
  readonly source: Source;
  readonly start: Omit<Place, 'source'>;
}

interface Asking {
  readonly readers: Readers;
  readonly window: AskedWindow | undefined;
  readonly warn: Warn;
}

/** Beyond this, to count lines would take longer than all the rest. */
const MOST_COUNTED_BYTES = 512 * 1024 * 1024;

/**
 * The part of a source that a window asks for; all of it where there is none, or where it can only be read in order. Says so where line numbers do not count
 * from the log's first line.
 */
export function askedPart(source: Source, { readers, window, warn }: Asking): AskedPart {
  const { file, bytes, path } = source;
  const whole = { source, start: { byteOffset: 0, lineFrom: 1 } };
  if (!window || file === undefined || bytes === undefined || bytes === 0) return whole;
  const part = partWithin({ bytes, read: (from, to) => readPart({ path: file, from, to }) }, readers, window);
  const tell = (cause: string): void => {
    warn({ path, line: undefined, cause });
  };
  if (!part) {
    tell('states no times that run on: all of it was looked through for --since and --until');
    return whole;
  }
  const { byteFrom, byteTo } = part;
  const isCounted = byteFrom <= MOST_COUNTED_BYTES;
  if (!isCounted) tell(`is long: its lines are counted from byte ${String(byteFrom)} on`);
  const lineFrom = isCounted ? 1 + newlinesBefore(file, byteFrom) : 1;
  return { source: sourceUntil(source, byteTo), start: { byteOffset: byteFrom, lineFrom } };
}
