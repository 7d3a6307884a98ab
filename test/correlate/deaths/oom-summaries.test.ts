import { describe, expect, it } from 'vitest';
import { withoutOomSummaries } from '../../../src/correlate/deaths/oom-summaries.ts';
import type { LifecycleStep } from '../../../src/model/lifecycle.ts';
import { told } from '../told.ts';

const kill = (process: number, rssKb?: number): LifecycleStep => ({
  what: 'kernel-oom-kill',
  ...{ process, command: 'gunicorn', rssKb },
});

describe('withoutOomSummaries', () => {
  it('tells a kill once where the line with the memory stands too', () => {
    const [summary, whole] = told([10, 0, kill(7)], [10, 0, kill(7, 512)]);
    if (!summary || !whole) throw new Error('two were told');
    expect(withoutOomSummaries([summary, whole])).toEqual([whole]);
  });

  it('keeps a summary that stands alone', () => {
    const alone = told([10, 0, kill(7)], [11, 0, kill(8, 512)], [900, 0, kill(7, 512)]);
    expect(withoutOomSummaries(alone)).toEqual(alone);
  });
});
