import { TextDecoder } from 'node:util';
import { utf16Of } from '../../lib/utf16.ts';
import { asUtf8 } from '../as-utf8.ts';
import { decodedSource } from '../decoded-source.ts';
import type { SourceKind } from '../source.ts';

/** UTF-16, with its byte order mark or without, as Windows' tools export logs. */
export const utf16: SourceKind = {
  id: 'utf16',
  claims: ({ form }, head) => form === 'file' && utf16Of(head) !== undefined,
  contentHead: (head) => new TextEncoder().encode(new TextDecoder(utf16Of(head) ?? 'utf-16le').decode(head)),
  open: (place) => decodedSource(place, asUtf8),
};
