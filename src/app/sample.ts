import type { AskedWindow } from '../model/asked-window.ts';

interface Extent {
  readonly maxBytes: number;
  readonly maxLines: number;
}

/** How much of a source is looked at to learn how it is written: enough for phrases to repeat. */
export const SAMPLE: Extent = { maxBytes: 1024 * 1024, maxLines: 5_000 };

/** Who asks for some minutes waits for the answer: to learn from more would take longer than to read them. */
const BRIEF: Extent = { maxBytes: 512 * 1024, maxLines: 2_000 };

/** How much is looked at where all of a source is to be read, or a window of it. */
export const sampleFor = (window: AskedWindow | undefined): Extent => (window ? BRIEF : SAMPLE);
