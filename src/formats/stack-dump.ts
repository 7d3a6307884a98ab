import type { Traceback } from '../model/traceback.ts';
import { readBlock } from './traceback-block.ts';

// Fatal Python error: Segmentation fault
const FATAL = /^\s*(?:Fatal Python error: (?<error>.+)|(?<timer>Timeout \([\d:.]+\)!))$/;
// Current thread 0x00007f2b1c0a1740 (most recent call first):
const THREAD = /^\s*(?<current>Current thread|Thread) 0x[0-9a-f]+.* \(most recent call first\):$/;

/**
 * A dump of faulthandler (CPython Modules/faulthandler.c) as a traceback: the frames of the current thread (else the first
 * one's), turned so that the innermost comes last. `undefined` if the text tells none.
 */
export function readStackDump(text: string): Traceback | undefined {
  const lines = text.split('\n');
  const threads = lines.flatMap((line, at) => (THREAD.test(line) ? [at] : []));
  const [first] = threads;
  if (first === undefined) return undefined;
  const at = threads.find((thread) => lines[thread]?.includes('Current thread')) ?? first;
  const { raised } = readBlock(lines, at + 1, { follows: undefined, endsAt: () => true });
  const { error, timer } = lines.map((line) => FATAL.exec(line)?.groups).find((groups) => groups !== undefined) ?? {};
  const exception = error === undefined ? 'StackDump' : 'FatalPythonError';
  return {
    chain: [{ exception, message: error ?? timer ?? '', frames: [...raised.frames].reverse() }],
    truncated: false,
    group: [],
  };
}
