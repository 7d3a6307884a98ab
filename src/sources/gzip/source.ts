import { fileHashes } from '../content-hash.ts';
import { CHUNK_BYTES, cutChunks } from '../cut-chunks.ts';
import { gunzip, gunzipHead, isGzip } from '../gunzip.ts';
import { withoutFirst } from '../pieces.ts';
import type { Place, Source, SourceKind } from '../source.ts';
import { storedPieces } from '../stored-bytes.ts';

/** A gzip file, in chunks of about `chunkBytes` of its content. */
export function gzipSource({ path, stream, ordinal, bytes }: Place, chunkBytes = CHUNK_BYTES): Source {
  return {
    path,
    stream,
    ordinal,
    bytes,
    file: undefined,
    ...fileHashes(path, bytes),
    chunks({ fromByte, warn }) {
      const trouble = (cause: string): void => {
        warn({ path, line: undefined, cause });
      };
      const content = gunzip(storedPieces({ path, from: 0, to: bytes }, trouble), trouble);
      return cutChunks(withoutFirst(fromByte, content), { fromByte, trouble, chunkBytes });
    },
  };
}

/** A compressed file, known by its first bytes, whatever its name. */
export const gzip: SourceKind = {
  id: 'gzip',
  claims: (_found, head) => isGzip(head),
  contentHead: gunzipHead,
  open: (place) => gzipSource(place),
};
