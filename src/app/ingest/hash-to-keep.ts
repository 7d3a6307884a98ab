import type { SourceRow } from '../../model/findings.ts';
import type { Source } from '../../sources/source.ts';

/** To hash so much takes no longer than a blink. */
const HASHED_ALWAYS_BYTES = 16 * 1024 * 1024;
/** Beyond that a log is hashed anew when so large a part of it is new: in the end it takes a few times as long as to do so once. */
const NEW_ONE_IN = 4;

/** The hash of a log that has grown so little that the old one, of its beginning, is as good. */
export function hashToKeep(
  { bytes = 0 }: Pick<Source, 'bytes'>,
  { storedBytes, sha256, sha256Bytes = storedBytes }: Pick<SourceRow, 'storedBytes' | 'sha256' | 'sha256Bytes'>,
): Pick<SourceRow, 'sha256' | 'sha256Bytes'> | undefined {
  const isLittle = bytes > HASHED_ALWAYS_BYTES + NEW_ONE_IN * (bytes - sha256Bytes);
  return sha256 !== '' && isLittle ? { sha256, sha256Bytes } : undefined;
}
