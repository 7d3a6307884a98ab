import { expect } from 'vitest';
import type { Source, Warn } from '../../src/sources/source.ts';

/** For what must be read without trouble. */
export const noWarning: Warn = ({ cause }) => expect.unreachable(cause);

/** All that a source gives from a byte on: its bytes, where the first of them stands, and the causes of its warnings. */
export async function readSource(source: Source, fromByte = 0) {
  const causes: string[] = [];
  const chunks = [];
  for await (const chunk of source.chunks({ fromByte, warn: ({ cause }) => causes.push(cause) })) chunks.push(chunk);
  return { text: Buffer.concat(chunks.map(({ bytes }) => bytes)).toString('latin1'), chunks, causes };
}
