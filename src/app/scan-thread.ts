import { parentPort } from 'node:worker_threads';
import { type ScanTask, taskScanner } from './scan-task.ts';

const scan = taskScanner();

parentPort?.on('message', ({ block, ...task }: ScanTask) => {
  // What was a Buffer on the other side arrives as bare bytes.
  const { buffer, byteOffset, length } = block.bytes;
  parentPort?.postMessage(scan({ ...task, block: { ...block, bytes: Buffer.from(buffer, byteOffset, length) } }));
});
