import { type Format, type LogSample } from '../formats/format.ts';
import { newHead } from '../formats/head.ts';
import { logBytes } from '../lib/log-bytes.ts';
import type { Layout } from '../model/layout.ts';

/** A line, and who speaks where a wrapping tells. */
interface SpokenLine {
  readonly line: string;
  readonly pid: number | undefined;
}

/**
 * The layouts in which a source is to be read, in order of precedence. Each format sees only the lines that those before
 * it in the registry left over, so that a stream that mixes server and application is read by both.
 */
export function chooseLayouts(formats: readonly Format[], sample: LogSample): readonly Layout[] {
  const chosen: Layout[] = [];
  let spoken: readonly SpokenLine[] = sample.lines.map((line, at) => ({ line, pid: sample.pids?.[at] }));
  for (const format of formats) {
    const [lines, pids] = [spoken.map(({ line }) => line), spoken.map(({ pid }) => pid)];
    const learnt = format.learn({ ...sample, lines, pids, whole: sample.lines });
    if (!learnt || learnt.share <= 0) continue;
    chosen.push(learnt.layout);
    const reader = format.open(learnt.layout);
    spoken = spoken.filter(({ line }) => {
      const bytes = logBytes(line);
      return !reader.starts(bytes, 0, bytes.length, newHead());
    });
    if (spoken.length === 0) break;
  }
  return chosen;
}
