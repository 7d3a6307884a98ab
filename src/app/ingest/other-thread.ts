import { Worker } from 'node:worker_threads';
import type { Sample } from '../../scan/learn-written.ts';
import type { Written } from '../../scan/readers.ts';
import type { ScannedBlock } from '../../scan/scan-block.ts';
import type { ScanTask } from './scan-task.ts';
import type { Answer, Asked } from './scan-thread.ts';

interface Waiting<Awaited> {
  readonly resolve: (answer: Awaited) => void;
  readonly reject: (error: unknown) => void;
}

/** Smaller memory may be shared with others, and cannot be handed over. */
const OWN_MEMORY_BYTES = 64 * 1024;

function handedOver({ block }: ScanTask): ArrayBuffer[] {
  if (!('bytes' in block)) return [];
  const { buffer, length } = block.bytes;
  return length >= OWN_MEMORY_BYTES && buffer instanceof ArrayBuffer ? [buffer] : [];
}

/**
 * What a block leaves behind lives for moments, and is cleaned up the seldomer the more room it has. All threads have so much together: a
 * thread takes about twice its share.
 */
const YOUNG_MB = 16;
const LEAST_YOUNG_MB = 2;

/** To learn how a log is written takes as long as to scan so many blocks. */
const LESSON_SCANS = 32;

/** A thread that does its tasks one after the other. */
export class OtherThread {
  private readonly worker: Worker;
  private readonly scans: Waiting<ScannedBlock>[] = [];
  private readonly lessons: Waiting<Written>[] = [];

  /** `count`: so many are started. */
  constructor(count: number) {
    this.worker = new Worker(new URL('scan-thread.js', import.meta.url), {
      resourceLimits: { maxYoungGenerationSizeMb: Math.max(LEAST_YOUNG_MB, YOUNG_MB / count) },
    });
    this.worker.on('message', (answer: Answer) => {
      if ('scanned' in answer) this.scans.shift()?.resolve(answer.scanned);
      else this.lessons.shift()?.resolve(answer.learnt);
    });
    this.worker.on('error', (error) => {
      for (const { reject } of [...this.scans.splice(0), ...this.lessons.splice(0)]) reject(error);
    });
  }

  /** How much it has to do, in scans. */
  get waiting(): number {
    return this.scans.length + LESSON_SCANS * this.lessons.length;
  }

  async scan(task: ScanTask): Promise<ScannedBlock> {
    return this.ask(this.scans, { scan: task }, handedOver(task));
  }

  async learn(sample: Sample): Promise<Written> {
    return this.ask(this.lessons, { learn: sample }, []);
  }

  private async ask<Told>(waiting: Waiting<Told>[], asked: Asked, handed: ArrayBuffer[]): Promise<Told> {
    return new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      this.worker.postMessage(asked, handed);
    });
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }
}
