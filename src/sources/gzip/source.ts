import { decodedSource } from '../decoded-source.ts';
import { gunzip, gunzipHead, isGzip } from '../gunzip.ts';
import type { Place, Source, SourceKind } from '../source.ts';

/** A gzip file, in chunks of about `chunkBytes` of its content. */
export const gzipSource = (place: Place, chunkBytes?: number): Source => decodedSource(place, gunzip, chunkBytes);

/** A compressed file, known by its first bytes, whatever its name. */
export const gzip: SourceKind = {
  id: 'gzip',
  claims: (_found, head) => isGzip(head),
  contentHead: gunzipHead,
  open: (place) => gzipSource(place),
};
