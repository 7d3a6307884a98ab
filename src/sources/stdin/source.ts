import { createReadStream } from 'node:fs';
import { utf16Of } from '../../lib/utf16.ts';
import { asUtf8 } from '../as-utf8.ts';
import { contentHashes, END_BYTES } from '../content-hash.ts';
import { CHUNK_BYTES, cutChunks } from '../cut-chunks.ts';
import { gunzip, gunzipHead, isGzip } from '../gunzip.ts';
import { type Pieces, type Trouble, withoutFirst } from '../pieces.ts';
import { refusal } from '../refusal.ts';
import type { Place, Source, SourceKind } from '../source.ts';
import { Spool } from './spool.ts';

async function* content(spool: Spool, trouble: Trouble): AsyncGenerator<Uint8Array> {
  await spool.want(END_BYTES, trouble);
  const head = spool.read(0, END_BYTES);
  const zipped = isGzip(head);
  const isUtf16 = !zipped && utf16Of(head) !== undefined;
  const shown = zipped ? gunzipHead(head) : head;
  const refused = !isUtf16 && shown && refusal(shown);
  if (refused) {
    trouble(refused.cause);
    return;
  }
  const stored: Pieces = spool.pieces(trouble);
  if (isUtf16) yield* asUtf8(stored);
  else yield* zipped ? gunzip(stored, trouble) : stored;
}

/** A stream, plain or gzip; opened when it is first read, and kept on disk while the process lives. */
export function streamSource(
  { path, stream, ordinal }: Omit<Place, 'bytes' | 'form'>,
  openStream: () => AsyncIterable<Uint8Array>,
  chunkBytes = CHUNK_BYTES,
): Source {
  const spool = new Spool(openStream);
  return {
    path,
    stream,
    ordinal,
    bytes: undefined,
    file: undefined,
    ...contentHashes({ readAt: (target, at) => spool.readAt(target, at), bytes: () => spool.bytes }),
    chunks({ fromByte, warn }) {
      const trouble = (cause: string): void => {
        warn({ path, line: undefined, cause });
      };
      return cutChunks(withoutFirst(fromByte, content(spool, trouble)), { fromByte, trouble, chunkBytes });
    },
  };
}

/** Standard input (`-`), or a named pipe. */
export const stdin: SourceKind = {
  id: 'stdin',
  claims: ({ form }) => form === 'stream',
  contentHead: () => undefined,
  open: (place) => streamSource(place, () => (place.path === '-' ? process.stdin : createReadStream(place.path))),
};
