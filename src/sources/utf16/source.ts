import { TextDecoder } from 'node:util';
import { isUtf16 } from '../../lib/byte-order-mark.ts';
import { fileHashes } from '../content-hash.ts';
import { CHUNK_BYTES, cutChunks } from '../cut-chunks.ts';
import { type Pieces, withoutFirst } from '../pieces.ts';
import type { Place, Source, SourceKind } from '../source.ts';
import { storedPieces } from '../stored-bytes.ts';

const BIG_END_FIRST = 0xfe;

const decoderFor = (head: Uint8Array): TextDecoder =>
  new TextDecoder(head[0] === BIG_END_FIRST ? 'utf-16be' : 'utf-16le');

/** The same text as UTF-8, which all lines are cut in; the byte order mark is left out. */
async function* asUtf8(pieces: Pieces): Pieces {
  const encoder = new TextEncoder();
  let decoder: TextDecoder | undefined;
  for await (const piece of pieces) {
    decoder ??= decoderFor(piece);
    yield encoder.encode(decoder.decode(piece, { stream: true }));
  }
  if (decoder) yield encoder.encode(decoder.decode());
}

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

/** UTF-16 with a byte order mark, as Windows' tools export logs. */
export const utf16: SourceKind = {
  id: 'utf16',
  claims: ({ form }, head) => form === 'file' && isUtf16(head),
  contentHead: (head) => new TextEncoder().encode(decoderFor(head).decode(head)),
  open: (place) => utf16Source(place),
};
