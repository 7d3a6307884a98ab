import { closeSync, openSync, readSync } from 'node:fs';
import { decodeText } from '../lib/decode-text.ts';
import type { Surroundings } from '../model/report.ts';
import type { Evidence } from '../model/report-evidence.ts';

/** Lines shown on either side. */
const LINES = 2;
/** Bytes looked at on either side; a longer line is left out. */
const REACH = 4_096;

/** The two lines before and after a record, read from its log; `undefined` where the log is gone, has changed or is compressed. */
export function surroundingsOf({ file, offset, text }: Evidence): Surroundings | undefined {
  const from = Math.max(0, offset - REACH);
  const record = Buffer.byteLength(text);
  const bytes = readPart(file, from, offset - from + record + REACH);
  const head = Buffer.from(text.split('\n', 1).join());
  if (
    !bytes
      ?.subarray(offset - from)
      .subarray(0, head.length)
      .equals(head)
  )
    return undefined;
  const before = linesOf(bytes.subarray(0, offset - from)).slice(0, -1);
  const after = linesOf(bytes.subarray(offset - from)).slice(text.split('\n').length, -1);
  return { before: (from > 0 ? before.slice(1) : before).slice(-LINES), after: after.slice(0, LINES) };
}

const linesOf = (bytes: Uint8Array): readonly string[] => decodeText(bytes).split(/\r?\n/);

function readPart(file: string, from: number, length: number): Buffer | undefined {
  try {
    const handle = openSync(file, 'r');
    try {
      const bytes = Buffer.alloc(length);
      return bytes.subarray(0, readSync(handle, bytes, 0, length, from));
    } finally {
      closeSync(handle);
    }
  } catch {
    // whether it can be read is the question
    return undefined;
  }
}
