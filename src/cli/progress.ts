import { printable } from '../lib/printable.ts';
import { isWatched } from './screen.ts';

/** How far the reading of one source is; `of` is unknown for a stream and for compressed files. */
interface Step {
  readonly source: string;
  readonly bytes: number;
  readonly of: number | undefined;
}

/** A bar over all sources together, while a person watches; otherwise silence. */
interface Progress {
  readonly step: (step: Step) => void;
  readonly stop: () => void;
}

const SILENT: Progress = { step: () => undefined, stop: () => undefined };

const MIB = 1_048_576;
const inMib = (bytes: number): string => (bytes / MIB).toFixed(1);

/** Of a source whose size is unknown, what was read so far. */
const sizeOf = ({ bytes, of = bytes }: Step): number => Math.max(bytes, of);

const FORMAT = '{bar} {percentage}%  {read}/{size} MiB  {source}';
const MOST_NAME = 24;

const tail = (name: string): string => (name.length > MOST_NAME ? `...${name.slice(3 - MOST_NAME)}` : name);

/** Draws on stderr, which stays clear of the results. */
export const openProgress = async (
  stream: NodeJS.WritableStream & { readonly isTTY?: boolean } = process.stderr,
): Promise<Progress> => {
  if (!isWatched(stream)) return SILENT;
  const { SingleBar } = await import('cli-progress');
  const bar = new SingleBar({
    stream,
    format: FORMAT,
    barsize: 24,
    barCompleteChar: '#',
    barIncompleteChar: '.',
    clearOnComplete: true,
    // Ctrl-C must end us at once, without a terminal mode left to be restored.
    gracefulExit: false,
    linewrap: true,
  });
  const steps = new Map<string, Step>();
  let read = 0;
  let size = 0;
  bar.start(1, 0, { read: '0.0', size: '?', source: '' });
  return {
    step: (step) => {
      const before = steps.get(step.source);
      read += step.bytes - (before?.bytes ?? 0);
      size += sizeOf(step) - (before ? sizeOf(before) : 0);
      steps.set(step.source, step);
      bar.setTotal(Math.max(1, size));
      bar.update(read, { read: inMib(read), size: inMib(size), source: tail(printable(step.source)) });
    },
    stop: () => {
      bar.stop();
    },
  };
};
