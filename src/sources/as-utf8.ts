import { TextDecoder } from 'node:util';
import { utf16Of } from '../lib/utf16.ts';
import type { Pieces } from './pieces.ts';

/** A text of UTF-16 as UTF-8, which all lines are cut in; the byte order mark is left out. */
export async function* asUtf8(pieces: Pieces): Pieces {
  const encoder = new TextEncoder();
  let decoder: TextDecoder | undefined;
  for await (const piece of pieces) {
    decoder ??= new TextDecoder(utf16Of(piece) ?? 'utf-16le');
    yield encoder.encode(decoder.decode(piece, { stream: true }));
  }
  if (decoder) yield encoder.encode(decoder.decode());
}
