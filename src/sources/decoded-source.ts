import { fileHashes } from './content-hash.ts';
import { CHUNK_BYTES, cutChunks } from './cut-chunks.ts';
import { type Pieces, type Trouble, withoutFirst } from './pieces.ts';
import type { Place, Source } from './source.ts';
import { storedPieces } from './stored-bytes.ts';

/** Turns a file's bytes, as they are stored, into its text; what hinders it is told. */
export type Decode = (stored: Pieces, trouble: Trouble) => Pieces;

/** A file whose text is not what is stored, in chunks of about `chunkBytes` of its text; offsets are into that. */
export function decodedSource(
  { path, stream, ordinal, bytes }: Place,
  decode: Decode,
  chunkBytes = CHUNK_BYTES,
): Source {
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
      const text = decode(storedPieces({ path, from: 0, to: bytes }, trouble), trouble);
      return cutChunks(withoutFirst(fromByte, text), { fromByte, trouble, chunkBytes });
    },
  };
}
