import { availableParallelism } from 'node:os';
import { setImmediate as turn } from 'node:timers/promises';
import type { Sample } from '../../scan/learn-written.ts';
import type { Written } from '../../scan/readers.ts';
import type { ScannedBlock } from '../../scan/scan-block.ts';
import { learnSample } from './learn-sample.ts';
import { OtherThread } from './other-thread.ts';
import { type ScanTask, taskScanner } from './scan-task.ts';

/** Who scans blocks. */
export interface Scanner {
  /** So many tasks may be under way: more would only fill the memory. */
  readonly ahead: number;
  /** Takes the bytes of the task's block away. Tasks may be done at the same time; same task, same result. */
  scan(task: ScanTask): Promise<ScannedBlock>;
  /** Tells how a log is written, by a sample of it. */
  learn(sample: Sample): Promise<Written>;
  /** The same beside other work; absent where nobody else is there to do it. */
  readonly learnAside: ((sample: Sample) => Promise<Written>) | undefined;
  /** Lets threads and their memory go; the next task starts others. */
  close(): Promise<void>;
}

/** Below this the start of threads costs more than they save. */
const WORTH_THREADS_BYTES = 48 * 1024 * 1024;
/** Beyond this the thread that reads and stores is the slowest. */
const MOST_THREADS = 8;

/** How many threads are worth their start for so many bytes of logs. */
export const threadsFor = (bytes: number): number =>
  bytes < WORTH_THREADS_BYTES ? 1 : Math.min(availableParallelism(), MOST_THREADS);

/**
 * Scans in so many threads, this one among them. `isFewMaybe`: how much there is to scan is not
 * known, so that threads are started only when it has turned out to be worth it.
 */
export const openScanner = (threads: number, isFewMaybe = false): Scanner => {
  if (threads < 2) return scanHere();
  return isFewMaybe ? hereAtFirst(threads) : scanInThreads(threads);
};

function hereAtFirst(count: number): Scanner {
  const here = scanHere();
  let scanned = 0;
  let threads: Scanner | undefined;
  return {
    ...here,
    ahead: aheadOf(count),
    async scan(task) {
      const { block } = task;
      scanned += 'bytes' in block ? block.bytes.length : block.byteTo - block.byteFrom;
      if (scanned < WORTH_THREADS_BYTES) return here.scan(task);
      threads ??= scanInThreads(count);
      return threads.scan(task);
    },
    async close() {
      await threads?.close();
    },
  };
}

function scanHere(): Scanner {
  const scan = taskScanner();
  return {
    ahead: 1,
    scan: async (task) => Promise.resolve(scan(task)),
    learn: async (sample) => Promise.resolve(learnSample(sample)),
    learnAside: undefined,
    close: async () => Promise.resolve(),
  };
}

/** One task is done in each thread, and one waits for it: this one looks after them only when it has done its own. */
const TASKS_A_THREAD = 2;

const aheadOf = (threads: number): number => TASKS_A_THREAD * (threads - 1) + 1;

/**
 * This thread scans what the others have no hands for: each one more takes some 50 MB, and compiles everything for itself. They start
 * at once: while they load, it is still found out what there is to scan.
 */
function scanInThreads(count: number): Scanner {
  const others = count - 1;
  const start = (): OtherThread[] => Array.from({ length: others }, () => new OtherThread(others));
  const threads = start();
  let here = scanHere();
  const idlest = (): OtherThread => {
    if (threads.length === 0) threads.push(...start());
    return threads.reduce((best, one) => (one.waiting < best.waiting ? one : best));
  };
  const isBusy = (): boolean => idlest().waiting >= TASKS_A_THREAD;
  return {
    ahead: aheadOf(count),
    async scan(task) {
      // what they have done meanwhile is heard in the turn between
      if (isBusy()) await turn();
      return isBusy() ? here.scan(task) : idlest().scan(task);
    },
    learn: async (sample) => here.learn(sample),
    learnAside: async (sample) => idlest().learn(sample),
    async close() {
      here = scanHere();
      await Promise.all(threads.splice(0).map(async (thread) => thread.close()));
    },
  };
}
