import { type Format, type LogSample } from '../formats/format.ts';
import { newHead } from '../formats/head.ts';
import { logBytes } from '../lib/log-bytes.ts';
import type { Layout } from '../model/layout.ts';

/**
 * The layouts in which a source is to be read, in order of precedence. Each format sees only the lines that those before
 * it in the registry left over, so that a stream that mixes server and application is read by both.
 */
export function chooseLayouts(formats: readonly Format[], sample: LogSample): readonly Layout[] {
  const chosen: Layout[] = [];
  let lines = sample.lines;
  for (const format of formats) {
    const learnt = format.learn({ ...sample, lines, whole: sample.lines });
    if (!learnt || learnt.share <= 0) continue;
    chosen.push(learnt.layout);
    const reader = format.open(learnt.layout);
    lines = lines.filter((line) => {
      const bytes = logBytes(line);
      return !reader.starts(bytes, 0, bytes.length, newHead());
    });
    if (lines.length === 0) break;
  }
  return chosen;
}
