import { parentPort } from 'node:worker_threads';
import { type ScanTask, taskScanner } from './scan-task.ts';

const scan = taskScanner();

parentPort?.on('message', (task: ScanTask) => {
  parentPort?.postMessage(scan({ ...task, block: withBuffer(task.block) }));
});

/** What was a Buffer on the other side arrives as bare bytes. */
function withBuffer(block: ScanTask['block']): ScanTask['block'] {
  if (!('bytes' in block)) return block;
  const { buffer, byteOffset, length } = block.bytes;
  return { ...block, bytes: Buffer.from(buffer, byteOffset, length) };
}
