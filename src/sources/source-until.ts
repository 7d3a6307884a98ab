import type { Chunk, Source } from './source.ts';

/** A plain source as though it ended before byte `byteTo`. */
export const sourceUntil = (source: Source, byteTo: number): Source => ({
  ...source,
  bytes: byteTo,
  chunks: (options) => chunksUntil(source.chunks(options), byteTo),
});

async function* chunksUntil(chunks: AsyncIterable<Chunk>, byteTo: number): AsyncGenerator<Chunk> {
  for await (const { bytes, byteOffset } of chunks) {
    const left = byteTo - byteOffset;
    if (left > 0) yield { bytes: left < bytes.length ? bytes.slice(0, left) : bytes, byteOffset };
    if (left <= bytes.length) return;
  }
}
