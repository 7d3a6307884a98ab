import { fileHashes } from '../content-hash.ts';
import { CHUNK_BYTES, cutChunks } from '../cut-chunks.ts';
import type { Place, Source, SourceKind } from '../source.ts';
import { storedPieces } from '../stored-bytes.ts';

/** A plain file, in chunks of about `chunkBytes`. */
export function fileSource({ path, stream, ordinal, bytes }: Place, chunkBytes = CHUNK_BYTES): Source {
  return {
    path,
    stream,
    ordinal,
    bytes,
    file: path,
    ...fileHashes(path, bytes),
    chunks({ fromByte, warn }) {
      const trouble = (cause: string): void => {
        warn({ path, line: undefined, cause });
      };
      return cutChunks(storedPieces({ path, from: fromByte, to: bytes }, trouble), { fromByte, trouble, chunkBytes });
    },
  };
}

/** A file whose bytes are the log itself. */
export const file: SourceKind = {
  id: 'file',
  claims: () => true,
  contentHead: (head) => head,
  open: (place) => fileSource(place),
};
