import { parentPort } from 'node:worker_threads';
import type { Sample } from '../../scan/learn-written.ts';
import type { Written } from '../../scan/readers.ts';
import type { ScannedBlock } from '../../scan/scan-block.ts';
import { learnSample } from './learn-sample.ts';
import { type ScanTask, taskScanner } from './scan-task.ts';

/** What a thread is asked to do, and what it answers. */
export type Asked = { readonly scan: ScanTask } | { readonly learn: Sample };
export type Answer = { readonly scanned: ScannedBlock } | { readonly learnt: Written };

const scan = taskScanner();

const answerTo = (asked: Asked): Answer =>
  'scan' in asked
    ? { scanned: scan({ ...asked.scan, block: withBuffer(asked.scan.block) }) }
    : { learnt: learnSample(asked.learn) };

parentPort?.on('message', (asked: Asked) => {
  parentPort?.postMessage(answerTo(asked));
});

/** What was a Buffer on the other side arrives as bare bytes. */
function withBuffer(block: ScanTask['block']): ScanTask['block'] {
  if (!('bytes' in block)) return block;
  const { buffer, byteOffset, length } = block.bytes;
  return { ...block, bytes: Buffer.from(buffer, byteOffset, length) };
}
