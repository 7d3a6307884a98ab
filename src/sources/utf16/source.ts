import { TextDecoder } from 'node:util';
import { utf16Of } from '../../lib/utf16.ts';
import { fileHashes } from '../content-hash.ts';
import { asUtf8 } from '../as-utf8.ts';
import { CHUNK_BYTES, cutChunks } from '../cut-chunks.ts';
import { withoutFirst } from '../pieces.ts';
import type { Place, Source, SourceKind } from '../source.ts';
import { storedPieces } from '../stored-bytes.ts';

/** A file of UTF-16, in chunks of about `chunkBytes` of its text as UTF-8; offsets are into that. */
function utf16Source({ path, stream, ordinal, bytes }: Place, chunkBytes = CHUNK_BYTES): Source {
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
      const text = asUtf8(storedPieces({ path, from: 0, to: bytes }, trouble));
      return cutChunks(withoutFirst(fromByte, text), { fromByte, trouble, chunkBytes });
    },
  };
}

/** UTF-16, with its byte order mark or without, as Windows' tools export logs. */
export const utf16: SourceKind = {
  id: 'utf16',
  claims: ({ form }, head) => form === 'file' && utf16Of(head) !== undefined,
  contentHead: (head) => new TextEncoder().encode(new TextDecoder(utf16Of(head) ?? 'utf-16le').decode(head)),
  open: (place) => utf16Source(place),
};
